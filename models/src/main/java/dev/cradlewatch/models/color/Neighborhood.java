package dev.cradlewatch.models.color;

/** Standard deviation of L in the 5 x 5 pixels around a pixel, or as many of them as lie in the picture. */
final class Neighborhood {
    private static final int RADIUS_PX = 2;

    private Neighborhood() {}

    static float deviation(Luminance plane, int x, int y) {
        int left = Math.max(0, x - RADIUS_PX);
        int right = Math.min(plane.widthPx() - 1, x + RADIUS_PX);
        int top = Math.max(0, y - RADIUS_PX);
        int bottom = Math.min(plane.heightPx() - 1, y + RADIUS_PX);
        double sum = 0;
        double squares = 0;
        for (int row = top; row <= bottom; row++) {
            for (int at = row * plane.widthPx() + left; at <= row * plane.widthPx() + right; at++) {
                double l = plane.l()[at];
                sum += l;
                squares += l * l;
            }
        }
        double count = (right - left + 1.0) * (bottom - top + 1.0);
        double mean = sum / count;
        return (float) Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
}
