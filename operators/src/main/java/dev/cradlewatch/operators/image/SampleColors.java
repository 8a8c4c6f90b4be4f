package dev.cradlewatch.operators.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.SampleModel;

/**
 * Stored samples as sRGB, taken as they are: {@link java.awt.image.BufferedImage#getRGB} would hold grey for linear and brighten it, and
 * would convert by an embedded profile pixel by pixel. Transparency is dropped.
 */
final class SampleColors {
    private final int bands;
    private final int shift;
    private final int[] palette;

    SampleColors(ColorModel colors, SampleModel samples) {
        bands = samples.getNumBands();
        shift = samples.getSampleSize(0) - 8;
        palette = palette(colors);
    }

    private static int[] palette(ColorModel colors) {
        if (!(colors instanceof IndexColorModel indexed)) {
            return new int[0];
        }
        var palette = new int[indexed.getMapSize()];
        indexed.getRGBs(palette);
        return palette;
    }

    int bands() {
        return bands;
    }

    /** 0xRRGGBB of the pixel whose samples begin there. */
    int rgb(int[] samples, int at) {
        if (palette.length > 0) {
            return palette[samples[at]] & 0xffffff;
        }
        return bands < 3
                ? eightBits(samples[at]) * 0x010101
                : eightBits(samples[at]) << 16 | eightBits(samples[at + 1]) << 8 | eightBits(samples[at + 2]);
    }

    private int eightBits(int stored) {
        return stored >> shift;
    }
}
