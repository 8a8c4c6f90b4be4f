package dev.cradlewatch.jobs.agent;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What a thread that waits for an agent's program gives back. */
final class AgentWork {
    private AgentWork() {}

    /**
     * Waits for the work's result.
     *
     * @throws IOException the work's own, or one around whatever else ended it
     */
    static <T> T result(Future<T> work) throws IOException, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("the agent's program could not be run: " + e.getCause(), e);
        }
    }
}
