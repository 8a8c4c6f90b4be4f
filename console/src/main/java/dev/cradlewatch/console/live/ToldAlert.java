package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.DeviceEvidence;

/**
 * An alert as it stands.
 *
 * @param alert    its newest version
 * @param isOutage whether it tells of a monitor that went dark, not of a cry
 * @param isOpen   whether what it tells of goes on
 */
public record ToldAlert(Alert alert, boolean isOutage, boolean isOpen) {

    ToldAlert closed() {
        return new ToldAlert(alert, isOutage, false);
    }

    /** Whether the monitor contributed. */
    public boolean isOf(String device) {
        return alert.evidence().stream().map(DeviceEvidence::device).anyMatch(device::equals);
    }
}
