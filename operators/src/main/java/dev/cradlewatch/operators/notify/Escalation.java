package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.notify.Message.Urgency;
import dev.cradlewatch.operators.notify.Telling.Call;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whom a household's alert is told to, as a function from what was told and what is new. Knows no Flink and no clock.
 *
 * <p>What rings goes to the first caregiver; while it goes on, still rings and nobody acknowledged, the next caregiver is told
 * as well each time the household's patience is over. A caregiver without a channel cannot be told and is passed over.
 */
final class Escalation {
    private final NoticePolicy policy;

    Escalation(NoticePolicy policy) {
        this.policy = policy;
    }

    /** The first version of an alert that is heard of. */
    Telling onNew(Alert alert, Household household, Instant now) {
        return onVersion(new Asking(alert, List.of(), Instant.EPOCH), household, now);
    }

    /** Another version; one that is no newer changes nothing. */
    Telling on(Asking asking, Alert alert, Household household, Instant now) {
        if (alert.version() <= asking.alert().version()) {
            return Telling.nobody(asking);
        }
        return onVersion(new Asking(alert, asking.told(), asking.nextAt()), household, now);
    }

    /** Time has passed. */
    Telling onTime(Asking asking, Household household, Instant now) {
        var telling = Telling.nobody(asking);
        while (telling.asking().isDue(now)) {
            telling = telling.then(tellNext(telling.asking(), household, now));
        }
        return telling;
    }

    private Telling onVersion(Asking asking, Household household, Instant now) {
        var alert = asking.alert();
        if (isTooOld(alert.at(), now)) {
            return Telling.nobody(asking.waitingForNobody());
        }
        if (!alert.rings()) {
            return new Telling(
                    asking.waitingForNobody(), closes(alert) ? calls(asking, household, Urgency.CLOSING) : List.of());
        }
        if (asking.told().isEmpty()) {
            return onTime(asking.waitingUntil(now), household, now);
        }
        var waiting = asking.isWaiting() ? asking : asking.waitingUntil(now.plus(household.escalateAfter()));
        return new Telling(waiting, calls(asking, household, Urgency.RING));
    }

    private Telling tellNext(Asking asking, Household household, Instant now) {
        if (isTooOld(asking.nextAt(), now)) {
            return Telling.nobody(asking.waitingForNobody());
        }
        var next = next(asking, household);
        if (next.isPresent()) {
            var caregiver = next.get();
            return new Telling(
                    asking.telling(caregiver.id(), asking.nextAt().plus(household.escalateAfter())),
                    List.of(new Call(caregiver, Urgency.RING, !asking.told().isEmpty())));
        }
        var mayStillRing = asking.told().isEmpty() && !isTooOld(asking.alert().at(), now.plus(policy.lookAgain()));
        return Telling.nobody(
                mayStillRing ? asking.waitingUntil(now.plus(policy.lookAgain())) : asking.waitingForNobody());
    }

    private static Optional<Caregiver> next(Asking asking, Household household) {
        return household.caregivers().stream()
                .filter(caregiver -> !caregiver.channels().isEmpty())
                .filter(caregiver -> !asking.told().contains(caregiver.id()))
                .findFirst();
    }

    /** Those that were told and still belong to the household. */
    private static List<Call> calls(Asking asking, Household household, Urgency urgency) {
        return household.caregivers().stream()
                .filter(caregiver -> asking.told().contains(caregiver.id()))
                .map(caregiver -> new Call(caregiver, urgency, false))
                .toList();
    }

    /** A replayed topic or a job that was away for long must not wake anybody for what was hours ago. */
    private boolean isTooOld(Instant at, Instant now) {
        return now.isAfter(at.plus(policy.tooOld()));
    }

    private static boolean closes(Alert alert) {
        return switch (alert.kind()) {
            case QUIET_AGAIN, MONITOR_BACK, ACKNOWLEDGED -> true;
            case CRYING, STILL_CRYING, CRIED_WHILE_OFFLINE, MONITOR_OFFLINE -> false;
        };
    }
}
