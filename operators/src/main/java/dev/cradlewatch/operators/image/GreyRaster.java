package dev.cradlewatch.operators.image;

import java.awt.Point;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;

/**
 * What a reader decodes into instead of an image of its own: keeps one byte for each pixel, the grey of the same luminance, upright,
 * whatever the file's samples are. The JDK's JPEG reader hands over rows, its PNG reader pixels, a progressive JPEG all of it once for
 * each scan. Nothing can be read back.
 */
final class GreyRaster extends WritableRaster {
    private final SampleColors colors;
    private final Orientation orientation;
    private final byte[] codes;
    private int[] row = {};
    private long pixelsSet;

    GreyRaster(ColorModel colorModel, SampleModel samples, Orientation orientation) {
        super(samples, new DataBufferByte(1), new Point());
        colors = new SampleColors(colorModel, samples);
        this.orientation = orientation;
        codes = new byte[Math.multiplyExact(samples.getWidth(), samples.getHeight())];
    }

    @Override
    public void setRect(int x, int y, Raster from) {
        int length = from.getWidth() * from.getHeight() * colors.bands();
        if (row.length < length) {
            row = new int[length];
        }
        from.getPixels(from.getMinX(), from.getMinY(), from.getWidth(), from.getHeight(), row);
        setPixels(x, y, from.getWidth(), from.getHeight(), row);
    }

    @Override
    public void setPixels(int x, int y, int widthPx, int heightPx, int[] samples) {
        int at = 0;
        for (int row = y; row < y + heightPx; row++) {
            for (int column = x; column < x + widthPx; column++, at += colors.bands()) {
                set(column, row, samples, at);
            }
        }
    }

    @Override
    public void setPixel(int x, int y, int[] samples) {
        set(x, y, samples, 0);
    }

    private void set(int x, int y, int[] samples, int at) {
        codes[orientation.uprightIndex(x, y, width, height)] = (byte) GreyCodes.ofRgb(colors.rgb(samples, at));
        pixelsSet++;
    }

    /** @throws IllegalStateException if a reader has another way to hand over pixels than the JDK's */
    GreyPlane plane() {
        if (pixelsSet < codes.length) {
            throw new IllegalStateException("this Java's readers set %d of %d pixels: use OpenJDK 17 or later"
                    .formatted(pixelsSet, codes.length));
        }
        return new GreyPlane(orientation.uprightWidth(width, height), orientation.uprightHeight(width, height), codes);
    }
}
