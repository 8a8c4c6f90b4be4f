package dev.cradlewatch.operators.device;

import dev.cradlewatch.operators.stream.Timebase;
import java.io.Serializable;
import java.time.Duration;

/**
 * When a monitor counts as offline.
 *
 * @param timebase     the clock to live by
 * @param offlineAfter silence of this length; some heartbeats long, so that a lost one does not alarm
 */
public record LivenessPolicy(Timebase timebase, Duration offlineAfter) implements Serializable {

    public static LivenessPolicy defaults(Timebase timebase) {
        return new LivenessPolicy(timebase, Duration.ofSeconds(45));
    }

    /** The same clock, and no silence is long enough. */
    public LivenessPolicy never() {
        return new LivenessPolicy(timebase, Duration.ofDays(36_500));
    }
}
