package dev.cradlewatch.models.color;

/**
 * The L plane of a picture in CIE Lab, 0 (black) to 100 (white). The array is the plane's own.
 *
 * @param widthPx  pixels of a row
 * @param heightPx rows
 * @param l        row after row from the top left
 */
public record Luminance(int widthPx, int heightPx, float[] l) {

    /** @throws IllegalArgumentException if the array does not have one value for each pixel */
    public Luminance {
        PictureSize.check("L", l.length, widthPx, heightPx);
    }
}
