package dev.cradlewatch.console.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The clock of a log whose records are of another time, such as a demo's night: it follows the newest record, a little behind, so
 * that what people say now is not in the job's future. Where nothing comes any more it stands still soon. It never goes back: where it ran
 * ahead of what came next it waits for it. Thread-safe.
 */
public final class LogClock implements ConsoleClock {
    private static final Duration LONGEST_ALONE = Duration.ofSeconds(2);

    private final double rate;
    private final Duration behind;
    private final LongSupplier nanos;

    private Instant newest;
    private long newestNanos;
    private Instant latest = Instant.MIN;

    /**
     * @param start  the time until something was heard
     * @param rate   seconds of the log in a second of the machine
     * @param behind how far the job may lag the newest record, by the log's time
     */
    public LogClock(Instant start, double rate, Duration behind) {
        this(start, rate, behind, System::nanoTime);
    }

    LogClock(Instant start, double rate, Duration behind, LongSupplier nanos) {
        this.rate = rate;
        this.behind = behind;
        this.nanos = nanos;
        newest = start.plus(behind);
        newestNanos = nanos.getAsLong();
    }

    @Override
    public synchronized Instant now() {
        var alone = Math.min(nanos.getAsLong() - newestNanos, LONGEST_ALONE.toNanos());
        var now = newest.plusNanos((long) (alone * rate)).minus(behind);
        latest = now.isAfter(latest) ? now : latest;
        return latest;
    }

    @Override
    public double rate() {
        return rate;
    }

    @Override
    public synchronized void heard(Instant time) {
        if (time.isAfter(newest)) {
            newest = time;
            newestNanos = nanos.getAsLong();
        }
    }
}
