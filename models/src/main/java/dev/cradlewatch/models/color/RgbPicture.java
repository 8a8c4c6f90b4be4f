package dev.cradlewatch.models.color;

/**
 * A picture in sRGB. The array is the picture's own: who makes a picture hands it over.
 *
 * @param widthPx  pixels of a row
 * @param heightPx rows
 * @param rgb      0xRRGGBB, row after row from the top left
 */
public record RgbPicture(int widthPx, int heightPx, int[] rgb) {

    /** @throws IllegalArgumentException if the array does not have one value for each pixel */
    public RgbPicture {
        PictureSize.check("rgb", rgb.length, widthPx, heightPx);
    }

    /**
     * The picture in another size. A new pixel is the mean, by area and in sRGB values, of what it covers of this
     * picture; what is made larger shows its old pixels. A picture of that size already is returned as it is.
     *
     * @throws IllegalArgumentException if a side is not positive
     */
    public RgbPicture scaledTo(int newWidthPx, int newHeightPx) {
        return newWidthPx == widthPx && newHeightPx == heightPx
                ? this
                : AreaScaling.scale(this, newWidthPx, newHeightPx);
    }
}
