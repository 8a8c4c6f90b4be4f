package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.household.Household;

/** What must be known of people and monitors to tell somebody of an alert. */
public sealed interface DirectoryEntry {

    /** Whom to tell. */
    record OfHousehold(Household household) implements DirectoryEntry {}

    /** What a monitor is called. */
    record OfDevice(DeviceRegistration device) implements DirectoryEntry {}
}
