package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.notify.Message.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a caregiver reads. */
final class NoticeWords {
    private static final String TEST = "TEST";

    private NoticeWords() {}

    static Message of(Alert alert, Urgency urgency, boolean escalated, Household household, List<String> devices) {
        var text = text(alert, household, String.join(", ", devices));
        return new Message(
                alert.id(),
                alert.version(),
                alert.kind().name(),
                alert.severity().name(),
                urgency,
                title(household, subject(alert)),
                escalated ? text + " Nobody has acknowledged it yet." : text,
                alert.startedAt(),
                alert.at(),
                devices);
    }

    static Message of(ChannelTest test, Household household) {
        return new Message(
                "",
                0,
                TEST,
                Severity.INFO.name(),
                Urgency.TEST,
                title(household, "a test"),
                test.askedBy().isEmpty()
                        ? "This channel works."
                        : "This channel works. %s tried it.".formatted(test.askedBy()),
                test.at(),
                test.at(),
                List.of());
    }

    private static String title(Household household, String subject) {
        return "%s: %s".formatted(household.name().isEmpty() ? "Cradlewatch" : household.name(), subject);
    }

    private static String subject(Alert alert) {
        return switch (alert.kind()) {
            case CRYING -> "crying";
            case STILL_CRYING -> "still crying";
            case QUIET_AGAIN -> "quiet again";
            case MONITOR_OFFLINE -> "monitor offline";
            case MONITOR_BACK -> "monitor back";
            case ACKNOWLEDGED -> "acknowledged";
            case CRIED_WHILE_OFFLINE -> "cried while offline";
        };
    }

    private static String text(Alert alert, Household household, String devices) {
        return switch (alert.kind()) {
            case CRYING -> "Crying heard by %s.".formatted(devices);
            case STILL_CRYING ->
                "Crying for %s, heard by %s.".formatted(length(alert.startedAt(), alert.at()), devices);
            case QUIET_AGAIN -> "Quiet again after %s.".formatted(length(alert.startedAt(), alert.at()));
            case MONITOR_OFFLINE ->
                alert.severity() == Severity.CRITICAL
                        ? "%s gives no sign of life, and the last it heard was crying.".formatted(devices)
                        : "%s gives no sign of life.".formatted(devices);
            case MONITOR_BACK -> "%s is back after %s.".formatted(devices, length(alert.startedAt(), alert.at()));
            case ACKNOWLEDGED -> "%s has seen it.".formatted(acknowledgedBy(alert, household));
            case CRIED_WHILE_OFFLINE -> "%s heard crying while it could not reach us.".formatted(devices);
        };
    }

    private static String acknowledgedBy(Alert alert, Household household) {
        return household
                .caregiver(alert.acknowledgement().caregiver())
                .map(Caregiver::name)
                .filter(name -> !name.isEmpty())
                .orElse("Somebody");
    }

    private static String length(Instant from, Instant to) {
        var length = Duration.between(from, to);
        return length.toMinutes() < 1
                ? "%d s".formatted(Math.max(0, length.toSeconds()))
                : "%d min".formatted(length.toMinutes());
    }
}
