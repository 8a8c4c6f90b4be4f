package dev.cradlewatch.models.color;

/** Checks that planes have the length that their sides say. */
final class PictureSize {

    private PictureSize() {}

    /** @throws IllegalArgumentException if a side is not positive or the length is not their product */
    static void check(String plane, int length, int widthPx, int heightPx) {
        if (widthPx < 1 || heightPx < 1 || length != (long) widthPx * heightPx) {
            throw new IllegalArgumentException("%s of %d values for %d x %d pixels: expected one for each pixel"
                    .formatted(plane, length, widthPx, heightPx));
        }
    }
}
