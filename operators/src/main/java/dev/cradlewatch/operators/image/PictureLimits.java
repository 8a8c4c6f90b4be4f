package dev.cradlewatch.operators.image;

import java.io.Serializable;

/**
 * What a picture's file may be at most. Checked on the header, before memory is taken.
 *
 * @param maxBytes  size of the file
 * @param maxSidePx its longer side; also bounds the one row that a decoder holds
 * @param maxPixels width x height
 */
public record PictureLimits(int maxBytes, int maxSidePx, long maxPixels) implements Serializable {

    /** Room for what cameras and telephones make: 32 MB, 25 megapixels, 16,384 pixels a side. */
    public static final PictureLimits DEFAULT = new PictureLimits(32 << 20, 16_384, 25_000_000);

    /** @throws IllegalArgumentException if a limit is not positive */
    public PictureLimits {
        if (maxBytes < 1 || maxSidePx < 1 || maxPixels < 1) {
            throw new IllegalArgumentException(
                    "picture limits of %d bytes, %d pixels a side, %d pixels: expected at least 1"
                            .formatted(maxBytes, maxSidePx, maxPixels));
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
}
