package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.Colorfulness;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.RgbPicture;

/**
 * What tells a good day picture from a bad one.
 *
 * @param colorfulness CF, see {@link Colorfulness}
 * @param meanL        mean of L, 0 to 100
 * @param lostShare    share of pixels so dark or so bright (L under 3 or over 97) that they show nothing
 * @param sharpness    standard deviation of the Laplacian of L (4 L - its four neighbours)
 */
record PictureQuality(double colorfulness, double meanL, double lostShare, double sharpness) {
    private static final float DARK = 3;
    private static final float BRIGHT = 97;

    static PictureQuality of(RgbPicture picture) {
        var l = LabPicture.of(picture).luminance().l();
        double sum = 0;
        int lost = 0;
        for (float value : l) {
            sum += value;
            lost += value < DARK || value > BRIGHT ? 1 : 0;
        }
        return new PictureQuality(
                Colorfulness.of(picture),
                sum / l.length,
                (double) lost / l.length,
                sharpness(l, picture.widthPx(), picture.heightPx()));
    }

    private static double sharpness(float[] l, int width, int height) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                double edge = 4 * l[at] - l[at - 1] - l[at + 1] - l[at - width] - l[at + width];
                sum += edge;
                squares += edge * edge;
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) * (sum / count)));
    }
}
