package dev.cradlewatch.jobs.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.MemoryBudget;
import dev.cradlewatch.models.onnx.Leases;
import dev.cradlewatch.operators.image.ColorWorkshop;

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

    private static ColorWorkshop open(Key key) throws ModelException {
        return ColorWorkshop.of(key.method().open(), new MemoryBudget(key.budgetBytes()));
    }
}
