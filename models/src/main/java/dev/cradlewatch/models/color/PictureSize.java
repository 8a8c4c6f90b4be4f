package dev.cradlewatch.models.color;

/**
 * The sides of a picture or of a plane of it.
 *
 * @param widthPx  pixels of a row
 * @param heightPx rows
 */
public record PictureSize(int widthPx, int heightPx) {

    /** @throws IllegalArgumentException if a side is not positive */
    public PictureSize {
        if (widthPx < 1 || heightPx < 1) {
            throw new IllegalArgumentException(
                    "size of %d x %d pixels: expected at least 1 x 1".formatted(widthPx, heightPx));
        }
    }

    public long pixels() {
        return (long) widthPx * heightPx;
    }

    @Override
    public String toString() {
        return widthPx + " x " + heightPx;
    }

    /** @throws IllegalArgumentException if a side is not positive or the length is not their product */
    static void check(String plane, int length, int widthPx, int heightPx) {
        if (widthPx < 1 || heightPx < 1 || length != (long) widthPx * heightPx) {
            throw new IllegalArgumentException("%s of %d values for %d x %d pixels: expected one for each pixel"
                    .formatted(plane, length, widthPx, heightPx));
        }
    }
}
