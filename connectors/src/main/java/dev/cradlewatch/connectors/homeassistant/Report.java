package dev.cradlewatch.connectors.homeassistant;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.Delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that the broker shall have, of which it is still to be told whether it has it.
 *
 * @param id       of its delivery
 * @param alertId  what it tells of, empty for a test
 * @param version  of the alert, 0 for a test
 * @param test     whether somebody only tries
 * @param since    since when, by the machine's clock
 * @param attempts as they were told last; 0 if nothing was told yet
 */
public record Report(String id, String alertId, int version, boolean test, Instant since, int attempts) {

    static Report of(Alert alert, Instant now) {
        var name = String.join(
                "\n", "cradlewatch", "home", alert.household(), alert.id(), Integer.toString(alert.version()));
        var id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        return new Report(id, alert.id(), alert.version(), false, now, 0);
    }

    static Report of(ChannelTest test, Instant now) {
        return new Report(test.id(), "", 0, true, now, 0);
    }

    Report told(int nowAttempts) {
        return new Report(id, alertId, version, test, since, nowAttempts);
    }

    Delivery delivery(String household, Outcome outcome, int attempts, String detail, Instant now) {
        return new Delivery(
                id, household, "", Delivery.HOME_ASSISTANT, alertId, version, test, outcome, attempts, detail, now);
    }
}
