package dev.cradlewatch.jobs.eval;

import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.Colorfulness;
import dev.cradlewatch.models.color.RgbPicture;

/** How near a coloured picture is to the truth, and how colourful it is. */
public final class ColorMetrics {
    private static final double HIGHEST_LEVEL = 255;

    private ColorMetrics() {}

    /**
     * Mean over the pixels of the Euclidean distance in (a, b) of CIE Lab under D65.
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double abError(Chroma colors, Chroma truth) {
        checkSameSize(colors.widthPx(), colors.heightPx(), truth.widthPx(), truth.heightPx());
        double sum = 0;
        for (int i = 0; i < truth.a().length; i++) {
            sum += Math.hypot(colors.a()[i] - truth.a()[i], colors.b()[i] - truth.b()[i]);
        }
        return sum / truth.a().length;
    }

    /** See {@link Colorfulness}. */
    public static double colorfulness(RgbPicture picture) {
        return Colorfulness.of(picture);
    }

    /**
     * Peak signal-to-noise ratio of all three channels of 8-bit sRGB, in dB; infinite for equal pictures.
     *
     * @throws IllegalArgumentException if the sizes differ
     */
    public static double psnr(RgbPicture picture, RgbPicture truth) {
        checkSameSize(picture.widthPx(), picture.heightPx(), truth.widthPx(), truth.heightPx());
        double squares = 0;
        for (int i = 0; i < truth.rgb().length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                double error = (picture.rgb()[i] >> shift & 0xff) - (truth.rgb()[i] >> shift & 0xff);
                squares += error * error;
            }
        }
        return 10 * Math.log10(HIGHEST_LEVEL * HIGHEST_LEVEL * 3 * truth.rgb().length / squares);
    }

    private static void checkSameSize(int width, int height, int truthWidth, int truthHeight) {
        if (width != truthWidth || height != truthHeight) {
            throw new IllegalArgumentException("picture of %d x %d pixels, truth of %d x %d: expected the same size"
                    .formatted(width, height, truthWidth, truthHeight));
        }
    }
}
