package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import java.time.Instant;
import java.util.List;

/**
 * What a caregiver's answer does to an open alert. The first one counts, be it that somebody goes or that nobody cried; one to an
 * alert that is over is only for the history.
 */
final class Answers {

    private Answers() {}

    static Outcome take(HouseholdState state, Feedback feedback) {
        if (feedback.kind() != FeedbackKind.ACKNOWLEDGED && feedback.kind() != FeedbackKind.FALSE_ALARM) {
            return Outcome.nothing(state);
        }
        var acknowledgement = new Acknowledgement(feedback.caregiver(), feedback.at());
        var episode = state.episode();
        if (episode.isOpen() && episode.id().equals(feedback.alertId())) {
            return episode.acknowledgement().isGiven()
                    ? Outcome.nothing(state)
                    : toldOfCry(state.with(episode.acknowledged(acknowledgement)), feedback);
        }
        return state.devices().entrySet().stream()
                .filter(entry -> entry.getValue().outage().isAlert(feedback.alertId()))
                .findFirst()
                .map(entry -> toldOfOutage(state, entry.getKey(), feedback, acknowledgement))
                .orElseGet(() -> Outcome.nothing(state));
    }

    private static Outcome toldOfCry(HouseholdState state, Feedback feedback) {
        var episode = state.episode();
        return new Outcome(
                state,
                List.of(alert(
                        episode.id(),
                        episode.version(),
                        feedback,
                        episode.startedAt(),
                        state.evidence(),
                        episode.acknowledgement())));
    }

    private static Outcome toldOfOutage(
            HouseholdState state, String device, Feedback feedback, Acknowledgement acknowledgement) {
        var track = state.device(device);
        if (track.outage().version() > 1) {
            return Outcome.nothing(state);
        }
        var told = track.outage().told();
        return new Outcome(
                state.with(device, track.with(told)),
                List.of(alert(
                        told.id(),
                        told.version(),
                        feedback,
                        told.lastHeard(),
                        List.of(track.evidence(device)),
                        acknowledgement)));
    }

    private static Alert alert(
            String id,
            int version,
            Feedback feedback,
            Instant startedAt,
            List<DeviceEvidence> evidence,
            Acknowledgement acknowledgement) {
        return new Alert(
                id,
                version,
                feedback.household(),
                AlertKind.ACKNOWLEDGED,
                Severity.INFO,
                Silence.KIND,
                startedAt,
                feedback.at(),
                evidence,
                acknowledgement);
    }
}
