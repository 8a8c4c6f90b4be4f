package dev.cradlewatch.operators.image;

import java.io.Serializable;
import java.time.Instant;

/**
 * A day picture as it is kept: small.
 *
 * @param imageId that of the upload
 * @param takenAt when it was taken, a wrong device clock corrected
 * @param jpeg    JPEG file of some 30 kB, upright
 */
public record ReferencePicture(String imageId, Instant takenAt, byte[] jpeg) implements Serializable {}
