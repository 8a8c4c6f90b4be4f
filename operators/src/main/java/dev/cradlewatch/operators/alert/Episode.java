package dev.cradlewatch.operators.alert;

import java.time.Instant;

/**
 * The open crying alert of a household.
 *
 * @param id        alert id, empty if no episode is open
 * @param version   last version told
 * @param startedAt start of the first window that was not quiet
 * @param toldAt    event time of the last CRYING or STILL_CRYING
 * @param acknowledgement whether somebody goes
 */
public record Episode(String id, int version, Instant startedAt, Instant toldAt, Acknowledgement acknowledgement) {

    static Episode none() {
        return new Episode("", 0, Instant.EPOCH, Instant.EPOCH, Acknowledgement.none());
    }

    boolean isOpen() {
        return !id.isEmpty();
    }

    Episode told(Instant at) {
        return new Episode(id, version + 1, startedAt, at, acknowledgement);
    }

    Episode acknowledged(Acknowledgement by) {
        return new Episode(id, version + 1, startedAt, toldAt, by);
    }
}
