package dev.cradlewatch.operators.alert;

import java.time.Instant;

/**
 * The alert of a monitor that went dark.
 *
 * @param id        alert id, empty while the monitor is there
 * @param version   last version told
 * @param lastHeard its last sign of life
 */
public record Outage(String id, int version, Instant lastHeard) {

    static Outage none() {
        return new Outage("", 0, Instant.EPOCH);
    }

    boolean isAlert(String alertId) {
        return !id.isEmpty() && id.equals(alertId);
    }

    Outage told() {
        return new Outage(id, version + 1, lastHeard);
    }
}
