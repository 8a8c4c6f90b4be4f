package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.notify.Delivery;
import java.time.Instant;

/** What became of a message, as the page shows it. */
record DeliveryView(
        String id,
        String caregiver,
        String channel,
        String alertId,
        boolean test,
        Delivery.Outcome outcome,
        int attempts,
        String detail,
        Instant at) {

    static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.id(),
                delivery.caregiver(),
                delivery.channel(),
                delivery.alertId(),
                delivery.test(),
                delivery.outcome(),
                delivery.attempts(),
                delivery.detail(),
                delivery.at());
    }
}
