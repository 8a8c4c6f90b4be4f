package dev.cradlewatch.operators.audio;

import java.time.Instant;

/**
 * Whose turn it is in a lane of a device.
 *
 * @param epoch    identity of the device's record store
 * @param next     sequence number that comes next
 * @param gapSince since when windows wait for {@code next}; {@link Instant#EPOCH} while none does
 */
public record Turn(long epoch, long next, Instant gapSince) {

    static Turn after(long epoch, long seq) {
        return new Turn(epoch, seq + 1, Instant.EPOCH);
    }

    Turn waitingSince(Instant now) {
        return new Turn(epoch, next, now);
    }

    boolean waits() {
        return !gapSince.equals(Instant.EPOCH);
    }
}
