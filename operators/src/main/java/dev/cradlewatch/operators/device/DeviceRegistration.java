package dev.cradlewatch.operators.device;

/**
 * A device's entry in the registry; the newest one of a device counts.
 *
 * @param device    device id
 * @param household whose it is
 * @param name      what the caregivers call it
 * @param status    whether its records are taken
 */
public record DeviceRegistration(String device, String household, String name, Status status) {

    /** Whether a device's records are taken. */
    public enum Status {
        ACTIVE,
        REVOKED,
        /** The entry was deleted: the device is unknown again. */
        REMOVED
    }
}
