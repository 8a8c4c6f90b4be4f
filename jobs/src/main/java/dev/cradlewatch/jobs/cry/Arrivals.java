package dev.cradlewatch.jobs.cry;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the log's timestamps can be trusted to rise.
 *
 * @param outOfOrder how far a record may lie behind the newest of its partition; the watermark keeps that distance
 * @param idleAfter  a partition without records for this long, by the wall clock, holds no watermark back; empty: it always does
 */
public record Arrivals(Duration outOfOrder, Optional<Duration> idleAfter) {
    private static final Duration DRIFT = Duration.ofSeconds(1);
    private static final Duration LONGER_THAN_ANY_RECORDING = Duration.ofDays(3_650);

    /** Records of devices that share one clock, the broker's or a feeder's. */
    public static Arrivals inStep() {
        return new Arrivals(Duration.ofSeconds(1), Optional.of(Duration.ofSeconds(5)));
    }

    /**
     * Records of monitors that each simulate a clock of their own: on a busy machine they drift apart by some of its time. At
     * unlimited speed nothing keeps them together, so time stands still until the inputs end.
     *
     * @param speed simulated seconds a second
     */
    public static Arrivals simulated(double speed) {
        if (!Double.isFinite(speed)) {
            return new Arrivals(LONGER_THAN_ANY_RECORDING, Optional.empty());
        }
        var drift = Duration.ofMillis((long) (DRIFT.toMillis() * Math.max(1, speed)));
        return new Arrivals(drift, Optional.of(DRIFT));
    }
}
