package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A household's alerts of the last day, each as its newest version, with what caregivers called it. Not thread-safe. */
final class AlertBook {
    private static final Duration MEMORY = Duration.ofHours(24);

    private final Map<String, ToldAlert> alerts = new LinkedHashMap<>();
    private final Map<String, Feedback> labels = new LinkedHashMap<>();

    /** @return ids of the alerts that are other than before */
    Set<String> take(Alert alert) {
        var before = Optional.ofNullable(alerts.get(alert.id()));
        if (before.isPresent() && before.get().alert().version() >= alert.version()) {
            return Set.of();
        }
        var changed = new LinkedHashSet<String>();
        var isOutage = isOutage(alert, before);
        if (alert.kind() == AlertKind.CRYING) {
            changed.addAll(closeCries(told -> true));
        }
        alerts.remove(alert.id());
        alerts.put(alert.id(), new ToldAlert(alert, isOutage, isOpen(alert, before)));
        changed.add(alert.id());
        if (alert.kind() == AlertKind.MONITOR_OFFLINE) {
            changed.addAll(closeCries(this::isUnheard));
        }
        alerts.values().removeIf(told -> !told.isOpen() && isOld(told.alert().at(), alert.at()));
        return changed;
    }

    /** @return whether it says something new of an alert */
    boolean take(Feedback feedback) {
        labels.values().removeIf(label -> isOld(label.at(), feedback.at()));
        return feedback.kind() == FeedbackKind.FALSE_ALARM
                && labels.putIfAbsent(feedback.alertId(), feedback) == null
                && alerts.containsKey(feedback.alertId());
    }

    Optional<ToldAlert> find(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    /** Who called the alert false, if somebody did. */
    Optional<Feedback> label(String id) {
        return Optional.ofNullable(labels.get(id));
    }

    /** The oldest first. */
    List<ToldAlert> all() {
        return List.copyOf(alerts.values());
    }

    /** The outage of a monitor that is dark. */
    Optional<ToldAlert> outage(String device) {
        return open(true, device);
    }

    /** The cry that a monitor hears. */
    Optional<ToldAlert> cry(String device) {
        return open(false, device);
    }

    private Optional<ToldAlert> open(boolean isOutage, String device) {
        return alerts.values().stream()
                .filter(told -> told.isOpen() && told.isOutage() == isOutage && told.isOf(device))
                .reduce((older, newer) -> newer);
    }

    /** A household has one cry at a time, so a new one closes what an earlier one left open. */
    private List<String> closeCries(Predicate<ToldAlert> which) {
        var closed = new ArrayList<String>();
        alerts.replaceAll((id, told) -> {
            if (!told.isOpen() || told.isOutage() || !which.test(told)) {
                return told;
            }
            closed.add(id);
            return told.closed();
        });
        return closed;
    }

    /** Whether all monitors that heard it are dark: the job then ends the episode without a word. */
    private boolean isUnheard(ToldAlert told) {
        return told.alert().evidence().stream()
                .allMatch(evidence -> outage(evidence.device()).isPresent());
    }

    private static boolean isOutage(Alert alert, Optional<ToldAlert> before) {
        return switch (alert.kind()) {
            case MONITOR_OFFLINE, MONITOR_BACK -> true;
            case CRYING, STILL_CRYING, QUIET_AGAIN, CRIED_WHILE_OFFLINE -> false;
            case ACKNOWLEDGED -> before.map(ToldAlert::isOutage).orElse(false);
        };
    }

    private static boolean isOpen(Alert alert, Optional<ToldAlert> before) {
        return switch (alert.kind()) {
            case CRYING, STILL_CRYING, MONITOR_OFFLINE -> true;
            case QUIET_AGAIN, CRIED_WHILE_OFFLINE, MONITOR_BACK -> false;
            case ACKNOWLEDGED -> before.map(ToldAlert::isOpen).orElse(true);
        };
    }

    private static boolean isOld(Instant time, Instant now) {
        return time.isBefore(now.minus(MEMORY));
    }
}
