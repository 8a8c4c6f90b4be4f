package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.device.DeviceStatement;
import java.time.Instant;

/**
 * A picture that a monitor took, by night or by day.
 *
 * @param device  device id
 * @param imageId unique per device; a picture that is delivered twice has it twice
 * @param takenAt when it was taken, device clock
 * @param sent    time of hand-over to the network, device clock
 * @param kind    what it is for
 * @param data    JPEG or PNG file; empty if it lies at {@code uri}
 * @param uri     where a larger file lies; empty if {@code data} holds it
 */
public record NightImage(
        String device, String imageId, Instant takenAt, Instant sent, ImageKind kind, byte[] data, String uri)
        implements DeviceStatement {

    @Override
    public Instant at() {
        return takenAt;
    }
}
