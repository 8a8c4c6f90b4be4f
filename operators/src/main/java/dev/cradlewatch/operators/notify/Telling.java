package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.household.Caregiver;
import java.util.ArrayList;
import java.util.List;

/**
 * What follows from a signal or from time that passed.
 *
 * @param asking how far the household has been told now
 * @param calls  who is told
 */
record Telling(Asking asking, List<Call> calls) {

    /**
     * One caregiver is told of the alert.
     *
     * @param urgency   how loudly
     * @param escalated whether those before them did not acknowledge
     */
    record Call(Caregiver caregiver, Message.Urgency urgency, boolean escalated) {}

    static Telling nobody(Asking asking) {
        return new Telling(asking, List.of());
    }

    Telling then(Telling next) {
        var all = new ArrayList<>(calls);
        all.addAll(next.calls);
        return new Telling(next.asking, all);
    }
}
