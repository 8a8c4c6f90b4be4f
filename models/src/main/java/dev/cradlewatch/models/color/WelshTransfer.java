package dev.cradlewatch.models.color;

import java.util.SplittableRandom;

/**
 * Transfer Color: Welsh, Ashikhmin and Mueller, "Transferring Color to Greyscale Images", SIGGRAPH 2002, the global
 * variant without swatches. The night's L is brought to the mean and deviation of the day's L; each night pixel then takes
 * a and b of that one of about 200 day pixels, drawn one from each cell of a grid, which is nearest in
 * 0.5 |difference of L| + 0.5 |difference of the deviation of L in 5 x 5 pixels|.
 *
 * <p>The paper works in l alpha beta; this works in CIE Lab, in which the system measures. The same seed and pictures give the same
 * colours. It holds 8 bytes for each night pixel and 12 for each day pixel.
 */
public final class WelshTransfer implements ColorTransfer {
    private static final int SAMPLES = 200;
    private static final float L_WEIGHT = 0.5f;
    private static final float DEVIATION_WEIGHT = 0.5f;

    private final long seed;

    /** @param seed chooses the day pixels within their cells */
    public WelshTransfer(long seed) {
        this.seed = seed;
    }

    @Override
    public Chroma colorsFor(Luminance night, RgbPicture day) {
        var reference = LabPicture.of(day);
        var palette = palette(reference);
        var nightMoments = Moments.of(night.l());
        var dayMoments = Moments.of(reference.luminance().l());
        var scale = (float) nightMoments.scaleTo(dayMoments);
        var a = new float[night.l().length];
        var b = new float[night.l().length];
        for (int y = 0; y < night.heightPx(); y++) {
            for (int x = 0; x < night.widthPx(); x++) {
                int at = y * night.widthPx() + x;
                var l = (float) ((night.l()[at] - nightMoments.mean()) * scale + dayMoments.mean());
                int match = palette.nearest(l, scale * Neighborhood.deviation(night, x, y));
                a[at] = palette.a()[match];
                b[at] = palette.b()[match];
            }
        }
        return new Chroma(night.widthPx(), night.heightPx(), a, b);
    }

    private Palette palette(LabPicture day) {
        int width = day.luminance().widthPx();
        int height = day.luminance().heightPx();
        int rows = within(Math.sqrt((double) SAMPLES * height / width), height);
        int columns = within((double) SAMPLES / rows, width);
        var random = new SplittableRandom(seed);
        var palette = Palette.ofSize(rows * columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int x = random.nextInt(cut(column, width, columns), cut(column + 1, width, columns));
                int y = random.nextInt(cut(row, height, rows), cut(row + 1, height, rows));
                palette.put(row * columns + column, day, x, y);
            }
        }
        return palette;
    }

    private static int within(double cells, int pixels) {
        return (int) Math.min(pixels, Math.max(1, Math.round(cells)));
    }

    private static int cut(int cell, int pixels, int cells) {
        return (int) ((long) cell * pixels / cells);
    }

    /** The drawn day pixels. */
    private record Palette(float[] l, float[] deviation, float[] a, float[] b) {

        static Palette ofSize(int samples) {
            return new Palette(new float[samples], new float[samples], new float[samples], new float[samples]);
        }

        void put(int sample, LabPicture day, int x, int y) {
            int at = y * day.luminance().widthPx() + x;
            l[sample] = day.luminance().l()[at];
            deviation[sample] = Neighborhood.deviation(day.luminance(), x, y);
            a[sample] = day.chroma().a()[at];
            b[sample] = day.chroma().b()[at];
        }

        int nearest(float nightL, float nightDeviation) {
            int best = 0;
            float bestDistance = Float.POSITIVE_INFINITY;
            for (int i = 0; i < l.length; i++) {
                float distance =
                        L_WEIGHT * Math.abs(l[i] - nightL) + DEVIATION_WEIGHT * Math.abs(deviation[i] - nightDeviation);
                if (distance < bestDistance) {
                    best = i;
                    bestDistance = distance;
                }
            }
            return best;
        }
    }
}
