package dev.cradlewatch.connectors.homeassistant;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of all links of a task: one that waits, and as many as look up names at a time. */
final class LinkThreads implements AutoCloseable {
    private static final ThreadFactory DAEMONS = task -> {
        var thread = new Thread(task, "home-links");
        thread.setDaemon(true);
        return thread;
    };

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(DAEMONS);
    private final ExecutorService workers = Executors.newCachedThreadPool(DAEMONS);

    /** Runs it after the wait; not at all once this is closed. */
    void after(Duration wait, Runnable task) {
        try {
            clock.schedule(() -> workers.execute(task), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
    }
}
