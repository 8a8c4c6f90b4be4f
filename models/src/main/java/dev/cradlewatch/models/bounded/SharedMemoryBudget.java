package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.onnx.Leases;

/**
 * One memory budget for all subtasks of a job in a JVM. Static for the same reason as
 * {@link dev.cradlewatch.models.cry.SharedCryModel}; jobs on a cluster have class loaders, and so budgets, of their own.
 */
public final class SharedMemoryBudget {

    private static final Leases<Long, MemoryBudget> IN_THIS_JVM = new Leases<>(MemoryBudget::new, budget -> {});

    private SharedMemoryBudget() {}

    /**
     * Leases the budget of so many bytes. Subtasks that name the same number share one budget; a job names one number.
     *
     * @throws IllegalArgumentException if no budget can be so large or small
     */
    public static Leases<Long, MemoryBudget>.Lease lease(long bytes) {
        try {
            return IN_THIS_JVM.take(bytes);
        } catch (ModelException e) {
            throw new IllegalStateException("a budget is made without a model", e);
        }
    }
}
