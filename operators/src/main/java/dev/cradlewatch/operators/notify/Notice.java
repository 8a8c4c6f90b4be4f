package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.household.Channel;
import java.time.Instant;

/**
 * One message for one channel.
 *
 * @param id        deterministic: planned again after a failure, it has the same id
 * @param household whose
 * @param caregiver id of whom it is for
 * @param channel   where it goes, as it was when this was planned
 * @param message   what it says
 * @param plannedAt when, by the machine's clock
 */
public record Notice(
        String id, String household, String caregiver, Channel channel, Message message, Instant plannedAt) {

    /** What became of it. */
    public Delivery delivery(Delivery.Outcome outcome, int attempts, String detail, Instant at) {
        return new Delivery(
                id,
                household,
                caregiver,
                channel.id(),
                message.alertId(),
                message.alertVersion(),
                message.urgency() == Message.Urgency.TEST,
                outcome,
                attempts,
                detail,
                at);
    }
}
