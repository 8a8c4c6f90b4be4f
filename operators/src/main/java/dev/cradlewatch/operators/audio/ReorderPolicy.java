package dev.cradlewatch.operators.audio;

import dev.cradlewatch.operators.stream.Timebase;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long a window that came too early waits for the ones before it.
 *
 * @param timebase the clock to live by
 * @param patience after this the missing windows are given up
 * @param maxHeld  with more windows than this in wait, the missing ones are given up at once
 */
public record ReorderPolicy(Timebase timebase, Duration patience, int maxHeld) implements Serializable {

    public static ReorderPolicy defaults(Timebase timebase) {
        return new ReorderPolicy(timebase, Duration.ofSeconds(2), 8);
    }
}
