package dev.cradlewatch.models.cry;

import dev.cradlewatch.models.ModelException;

/**
 * One ONNX session per model in a JVM, however many subtasks score with it: eight sessions would hold eight copies of
 * the weights and eight thread pools. The session lives from the first lease to the close of the last.
 *
 * <p>The static table is the house's one exception to "no statics with state": subtasks of a Flink job are built
 * independently of each other and have nothing else in common. On a cluster each job has its own class loader, so it
 * is one session per model and job in a task manager.
 */
public final class SharedCryModel {

    private static final LeasedModels IN_THIS_JVM = new LeasedModels(CryModels::load);

    private SharedCryModel() {}

    /**
     * Leases a built-in model; the caller closes its lease. Leases of the same name and threads share one session.
     *
     * @param threads threads of one run of the session, at least one
     * @throws ModelException if the model cannot be loaded
     */
    public static CryModel lease(String name, int threads) throws ModelException {
        return IN_THIS_JVM.lease(name, threads);
    }
}
