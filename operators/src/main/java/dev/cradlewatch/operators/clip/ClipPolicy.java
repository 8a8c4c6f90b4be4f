package dev.cradlewatch.operators.clip;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a clip holds and what may be kept and waited for to plan it. Waits are by the machine's clock.
 *
 * @param preRoll     sound before what the alert tells of began
 * @param longest     length of a clip, pre-roll included, after which it ends although the alert goes on
 * @param heldWindows windows of a monitor and lane that are remembered: longer than a clip and the time that an alert takes to come
 * @param memory      how long a window is remembered at most
 * @param outOfOrder  how much of the sound after a clip must be there before it counts as complete
 * @param patience    without sound of a closed alert for this long, no more comes: its monitor's gate is shut
 * @param stalled     the same for an alert that did not close: its monitor went dark
 * @param unheard     how long an alert waits for its first sound, which a job that works off a backlog reads after the alert
 * @param remembered  how long a clip that was planned is not planned again
 */
public record ClipPolicy(
        Duration preRoll,
        Duration longest,
        int heldWindows,
        Duration memory,
        Duration outOfOrder,
        Duration patience,
        Duration stalled,
        Duration unheard,
        Duration remembered)
        implements Serializable {

    public ClipPolicy {
        if (heldWindows <= longest.toSeconds()) {
            throw new IllegalArgumentException(
                    "%d windows are held: expected more than a clip of %s has".formatted(heldWindows, longest));
        }
    }

    public static ClipPolicy defaults() {
        return new ClipPolicy(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                300,
                Duration.ofMinutes(30),
                Duration.ofSeconds(3),
                Duration.ofSeconds(15),
                Duration.ofMinutes(3),
                Duration.ofHours(1),
                Duration.ofDays(8));
    }
}
