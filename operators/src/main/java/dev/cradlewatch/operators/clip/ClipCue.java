package dev.cradlewatch.operators.clip;

import dev.cradlewatch.operators.alert.Alert;
import java.time.Instant;
import java.util.List;

/**
 * That the sound of one monitor around one alert is wanted.
 *
 * @param alertId   the alert
 * @param household whom it concerns
 * @param device    the monitor
 * @param startedAt when what the alert tells of began
 * @param closedAt  when it was over; {@link Instant#EPOCH} while it goes on
 */
public record ClipCue(String alertId, String household, String device, Instant startedAt, Instant closedAt) {

    /** One for each monitor that heard what the alert tells of; none for an alert that is not about sound. */
    public static List<ClipCue> of(Alert alert) {
        return switch (alert.kind()) {
            case CRYING, STILL_CRYING -> cues(alert, Instant.EPOCH);
            case QUIET_AGAIN, CRIED_WHILE_OFFLINE -> cues(alert, alert.at());
            case MONITOR_OFFLINE, MONITOR_BACK, ACKNOWLEDGED -> List.of();
        };
    }

    private static List<ClipCue> cues(Alert alert, Instant closedAt) {
        return alert.evidence().stream()
                .map(evidence ->
                        new ClipCue(alert.id(), alert.household(), evidence.device(), alert.startedAt(), closedAt))
                .toList();
    }
}
