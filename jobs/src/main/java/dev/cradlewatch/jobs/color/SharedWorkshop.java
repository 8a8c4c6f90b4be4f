package dev.cradlewatch.jobs.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.MemoryBudget;
import dev.cradlewatch.models.onnx.Leases;
import dev.cradlewatch.operators.image.ColorWorkshop;
import java.util.List;

/**
 * One set of models and one memory budget for all subtasks of a job in a JVM. Static for the same reason as
 * {@link dev.cradlewatch.models.cry.SharedCryModel}.
 */
public final class SharedWorkshop {
    private static final Leases<Key, ColorWorkshop> IN_THIS_JVM =
            new Leases<>(SharedWorkshop::open, ColorWorkshop::close);

    private record Key(ColorMethod method, long budgetBytes) {}

    private SharedWorkshop() {}

    /** Where subtasks get their share; those that name the same method and budget share them. */
    public static ColorWorkshop.Source source(ColorMethod method, long budgetBytes) {
        return () -> lease(new Key(method, budgetBytes));
    }

    private static ColorWorkshop lease(Key key) throws ModelException {
        var lease = IN_THIS_JVM.take(key);
        return new ColorWorkshop(lease.value().methods(), lease.value().budget(), lease::close);
    }

    /** What loaded models hold is taken for good: the budget goes when they go. */
    private static ColorWorkshop open(Key key) throws ModelException {
        var budget = new MemoryBudget(key.budgetBytes());
        var methods = key.method().open();
        try {
            for (var model : List.of(methods.byReference(), methods.automatic())) {
                if (model.isPresent()) {
                    budget.take("loaded " + model.get().name(), model.get().heldBytes());
                }
            }
            return ColorWorkshop.of(methods, budget);
        } catch (IllegalArgumentException e) {
            methods.close();
            throw new ModelException(e.getMessage(), e);
        } catch (InterruptedException e) {
            methods.close();
            Thread.currentThread().interrupt();
            throw new ModelException("interrupted while a model was loaded", e);
        }
    }
}
