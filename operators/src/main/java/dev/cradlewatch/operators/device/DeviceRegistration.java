package dev.cradlewatch.operators.device;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * A device's entry in the registry; the newest one of a device counts.
 *
 * @param device    device id
 * @param household whose it is
 * @param name      what the caregivers call it
 * @param status    whether its records are taken
 * @param keys      what its records may be signed with; several while a key is being rotated, without any nothing is taken
 */
public record DeviceRegistration(String device, String household, String name, Status status, List<DeviceKey> keys)
        implements Serializable {

    /** Whether a device's records are taken. */
    public enum Status {
        ACTIVE,
        REVOKED,
        /** The entry was deleted: the device is unknown again. */
        REMOVED
    }

    /** The void entry of a device. */
    public static DeviceRegistration removed(String device) {
        return new DeviceRegistration(device, "", "", Status.REMOVED, List.of());
    }

    public DeviceRegistration with(Status other) {
        return new DeviceRegistration(device, household, name, other, keys);
    }

    public DeviceRegistration with(List<DeviceKey> others) {
        return new DeviceRegistration(device, household, name, status, others);
    }

    /** The key of this id, retired or not. */
    public Optional<DeviceKey> key(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }
}
