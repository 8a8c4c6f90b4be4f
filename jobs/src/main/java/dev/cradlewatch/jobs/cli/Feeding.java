package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.feed.Fed;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Monitors at work while somebody else watches what comes of it. Closing it interrupts them. */
final class Feeding implements AutoCloseable {
    private final ExecutorService thread;
    private final Future<Fed> fed;

    private Feeding(ExecutorService thread, Future<Fed> fed) {
        this.thread = thread;
        this.fed = fed;
    }

    static Feeding start(Callable<Fed> monitors) {
        var thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "feeding"));
        return new Feeding(thread, thread.submit(monitors));
    }

    boolean isDone() {
        return fed.isDone();
    }

    /** @throws IOException if the monitors failed */
    Fed result() throws IOException, InterruptedException {
        try {
            return fed.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException(e.getCause().toString(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
