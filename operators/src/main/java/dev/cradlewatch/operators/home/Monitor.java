package dev.cradlewatch.operators.home;

import java.time.Instant;

/**
 * A monitor as Home Assistant shows it.
 *
 * @param name        what it is called; empty while the registry does not know it
 * @param online      whether it gives signs of life; one that was never missed does
 * @param crying      whether somebody cries there
 * @param changedAt   time of the alert that said so last; {@link Instant#EPOCH} if none did
 * @param pictureType media type of its last picture, empty if there was none
 */
public record Monitor(String name, boolean online, boolean crying, Instant changedAt, String pictureType) {

    /** One that alerts name and the registry does not, or not yet: it is not shown. */
    static Monitor unknown() {
        return new Monitor("", true, false, Instant.EPOCH, "");
    }

    public boolean isKnown() {
        return !name.isEmpty();
    }

    Monitor renamed(String to) {
        return new Monitor(to, online, crying, changedAt, pictureType);
    }

    Monitor heard(boolean nowOnline, boolean nowCrying, Instant at) {
        return at.isBefore(changedAt) ? this : new Monitor(name, nowOnline, nowCrying, at, pictureType);
    }

    Monitor showing(String type) {
        return new Monitor(name, online, crying, changedAt, type);
    }
}
