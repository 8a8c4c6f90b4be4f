package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.alert.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a household has been told of an alert.
 *
 * @param alert  its newest version
 * @param told   ids of the caregivers that were rung, in order
 * @param nextAt when the next caregiver is due, by the job's clock; {@link Instant#EPOCH} if none is
 */
public record Asking(Alert alert, List<String> told, Instant nextAt) {

    boolean isDue(Instant now) {
        return isWaiting() && !nextAt.isAfter(now);
    }

    boolean isWaiting() {
        return !nextAt.equals(Instant.EPOCH);
    }

    Asking waitingUntil(Instant time) {
        return new Asking(alert, told, time);
    }

    Asking waitingForNobody() {
        return waitingUntil(Instant.EPOCH);
    }

    Asking telling(String caregiver, Instant next) {
        var all = new ArrayList<>(told);
        all.add(caregiver);
        return new Asking(alert, List.copyOf(all), next);
    }
}
