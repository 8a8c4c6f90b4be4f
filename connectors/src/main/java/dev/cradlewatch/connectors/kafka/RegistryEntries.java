package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the registry holds, by device.
 *
 * @param devices    the entries; none of them is removed
 * @param unreadable keys whose newest entry this release cannot read, with the reason
 */
public record RegistryEntries(SortedMap<String, DeviceRegistration> devices, SortedMap<String, String> unreadable) {

    static RegistryEntries none() {
        return new RegistryEntries(new TreeMap<>(), new TreeMap<>());
    }

    void take(DeviceRegistration registration) {
        forget(registration.device());
        if (registration.status() != Status.REMOVED) {
            devices.put(registration.device(), registration);
        }
    }

    void take(String key, RefusedRecordException refused) {
        forget(key);
        unreadable.put(key, refused.getMessage());
    }

    private void forget(String key) {
        devices.remove(key);
        unreadable.remove(key);
    }
}
