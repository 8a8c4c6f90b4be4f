package dev.cradlewatch.models.color;

/**
 * The a and b planes of a picture in CIE Lab; (0, 0) is grey, sRGB reaches from about -86 to 98 (a) and -108 to 94 (b).
 * The arrays are the planes' own.
 *
 * @param widthPx  pixels of a row
 * @param heightPx rows
 * @param a        green to red, row after row from the top left
 * @param b        blue to yellow, as a
 */
public record Chroma(int widthPx, int heightPx, float[] a, float[] b) {

    /** @throws IllegalArgumentException if an array does not have one value for each pixel */
    public Chroma {
        PictureSize.check("a", a.length, widthPx, heightPx);
        PictureSize.check("b", b.length, widthPx, heightPx);
    }
}
