package dev.cradlewatch.operators.image;

import java.io.Serializable;

/**
 * What a picture's file may be at most. Checked on the header, before memory is taken.
 *
 * @param maxBytes  size of the file
 * @param maxSidePx its longer side; also bounds the one row that a decoder holds
 * @param maxPixels width x height
 * @param maxProgressivePixels the same of a progressive JPEG, which is decoded once for each of its scans and as a whole,
 *                             with 2 bytes for each sample
 */
public record PictureLimits(int maxBytes, int maxSidePx, long maxPixels, long maxProgressivePixels)
        implements Serializable {

    /** Room for what cameras and telephones make: 32 MiB, 16,384 pixels a side, 25 megapixels, 8 of them progressive. */
    public static final PictureLimits DEFAULT = new PictureLimits(32 << 20, 16_384, 25_000_000, 8_000_000);

    /** @throws IllegalArgumentException if a limit is not positive */
    public PictureLimits {
        if (maxBytes < 1 || maxSidePx < 1 || maxPixels < 1 || maxProgressivePixels < 1) {
            throw new IllegalArgumentException(
                    "picture limits of %d bytes, %d pixels a side, %d and %d pixels: expected at least 1"
                            .formatted(maxBytes, maxSidePx, maxPixels, maxProgressivePixels));
        }
    }

    void checkBytes(int bytes) throws RefusedPictureException {
        if (bytes == 0) {
            throw new RefusedPictureException(PictureFault.EMPTY, "picture of 0 bytes: expected a JPEG or PNG file");
        }
        if (bytes > maxBytes) {
            throw new RefusedPictureException(
                    PictureFault.TOO_MANY_BYTES, "picture of %d bytes: expected at most %d".formatted(bytes, maxBytes));
        }
    }

    void checkSize(long widthPx, long heightPx) throws RefusedPictureException {
        if (widthPx < 1 || heightPx < 1) {
            throw new RefusedPictureException(
                    PictureFault.DAMAGED,
                    "picture of %d x %d pixels: expected at least 1 x 1".formatted(widthPx, heightPx));
        }
        if (Math.max(widthPx, heightPx) > maxSidePx || widthPx * heightPx > maxPixels) {
            throw new RefusedPictureException(
                    PictureFault.TOO_MANY_PIXELS,
                    "picture of %d x %d pixels: expected at most %d pixels, %d a side"
                            .formatted(widthPx, heightPx, maxPixels, maxSidePx));
        }
    }

    void checkProgressiveSize(long widthPx, long heightPx) throws RefusedPictureException {
        if (widthPx * heightPx > maxProgressivePixels) {
            throw new RefusedPictureException(
                    PictureFault.TOO_MANY_PIXELS,
                    "progressive JPEG of %d x %d pixels: expected at most %d pixels (save it as a baseline JPEG)"
                            .formatted(widthPx, heightPx, maxProgressivePixels));
        }
    }
}
