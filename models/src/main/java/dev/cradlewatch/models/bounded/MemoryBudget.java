package dev.cradlewatch.models.bounded;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes of native memory that runs share. A run takes permits for its known peak before it starts and gives them back
 * when it is over; if too few are left it waits. First come, first served: a large ask is not overtaken by small ones
 * for ever. Safe for use by several threads.
 *
 * <p>It counts in pages of 4 KiB, asks rounded up and the whole rounded down, so what is held never exceeds the budget.
 */
public final class MemoryBudget {

    private static final long PAGE = 4096;

    private final int pages;
    private final Semaphore free;
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder grants = new LongAdder();

    /** @throws IllegalArgumentException if it is less than a page, or more than 8 TB */
    public MemoryBudget(long bytes) {
        if (bytes < PAGE || bytes / PAGE > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("memory budget of " + bytes + " bytes: expected at least " + PAGE
                    + " and at most " + PAGE * Integer.MAX_VALUE);
        }
        pages = (int) (bytes / PAGE);
        free = new Semaphore(pages, true);
    }

    public long totalBytes() {
        return pages * PAGE;
    }

    /** Whether an ask of so many bytes can ever be granted. */
    public boolean fits(long bytes) {
        return bytes <= totalBytes();
    }

    /**
     * Waits until so many bytes are free and it is this thread's turn, then holds them.
     *
     * @param what what they are for, for the message
     * @return to be closed when the memory is free again
     * @throws IllegalArgumentException if the ask is negative or more than the whole budget: waiting would never end
     * @throws InterruptedException     if the thread is interrupted while it waits; then it holds nothing
     */
    public Permit take(String what, long bytes) throws InterruptedException {
        if (bytes < 0 || !fits(bytes)) {
            throw new IllegalArgumentException(
                    "%s needs %,d bytes of native memory: the budget is %,d (raise the budget, or lower the picture size)"
                            .formatted(what, bytes, totalBytes()));
        }
        int asked = (int) ((bytes + PAGE - 1) / PAGE);
        long start = System.nanoTime();
        try {
            free.acquire(asked);
        } finally {
            waitedNanos.add(System.nanoTime() - start);
        }
        grants.increment();
        return new Permit(asked);
    }

    /** What a moment looks like. Taken without stopping anybody, so the numbers may be of slightly different moments. */
    public Usage usage() {
        return new Usage(
                totalBytes(),
                (pages - free.availablePermits()) * PAGE,
                free.getQueueLength(),
                grants.sum(),
                Duration.ofNanos(waitedNanos.sum()));
    }

    /**
     * For metrics.
     *
     * @param totalBytes the budget
     * @param heldBytes  of it taken
     * @param waiting    asks that wait
     * @param grants     asks granted so far
     * @param waited     time that all asks together have waited so far
     */
    public record Usage(long totalBytes, long heldBytes, int waiting, long grants, Duration waited) {}

    /** Bytes held. */
    public final class Permit implements AutoCloseable {
        private final int held;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Permit(int held) {
            this.held = held;
        }

        public long bytes() {
            return held * PAGE;
        }

        /** Gives them back. A second call does nothing. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                free.release(held);
            }
        }
    }
}
