package dev.cradlewatch.operators.image;

/** The mean of a plane in a square around each pixel, or of as much of the square as lies in the plane; its time does not grow with the square. */
record BoxMean(int widthPx, int heightPx, int radiusPx) {

    float[] of(float[] plane) {
        var rows = new float[plane.length];
        for (int y = 0; y < heightPx; y++) {
            line(plane, y * widthPx, 1, widthPx, rows);
        }
        var means = new float[plane.length];
        for (int x = 0; x < widthPx; x++) {
            line(rows, x, widthPx, heightPx, means);
        }
        return means;
    }

    private void line(float[] from, int offset, int stride, int length, float[] into) {
        double sum = 0;
        for (int i = 0; i < Math.min(radiusPx, length); i++) {
            sum += from[offset + i * stride];
        }
        for (int i = 0; i < length; i++) {
            int entering = i + radiusPx;
            int leaving = i - radiusPx - 1;
            sum += entering < length ? from[offset + entering * stride] : 0;
            sum -= leaving >= 0 ? from[offset + leaving * stride] : 0;
            int count = Math.min(length - 1, entering) - Math.max(0, leaving + 1) + 1;
            into[offset + i * stride] = (float) (sum / count);
        }
    }
}
