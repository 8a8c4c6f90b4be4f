package dev.cradlewatch.jobs.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The simulated time of a replay that runs; at unlimited speed all recordings are of one time and it stands still. */
public final class ReplayClock {
    private final Instant start;
    private final double speed;
    private final long begunNanos;

    private ReplayClock(Instant start, double speed, long begunNanos) {
        this.start = start;
        this.speed = speed;
        this.begunNanos = begunNanos;
    }

    /** A clock that runs from now on. */
    public static ReplayClock from(Instant start, double speed) {
        return new ReplayClock(start, speed, System.nanoTime());
    }

    /** To the second. */
    public Instant now() {
        if (!Double.isFinite(speed)) {
            return start;
        }
        var passed = Duration.ofNanos((long) ((System.nanoTime() - begunNanos) * speed));
        return start.plus(passed).truncatedTo(ChronoUnit.SECONDS);
    }
}
