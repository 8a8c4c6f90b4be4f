package dev.cradlewatch.operators.image;

/** A picture in sRGB that is there row by row. */
interface RgbRows {

    int widthPx();

    int heightPx();

    /** One row as red, green, blue of 8 bits each. */
    void row(int y, byte[] rgb);
}
