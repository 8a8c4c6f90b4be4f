package dev.cradlewatch.models.color;

/** Scales a plane by the mean over the area that a new pixel covers. */
final class PlaneScaling {

    private PlaneScaling() {}

    /**
     * @param from row after row, {@code size} pixels
     * @param into receives the scaled plane at [offset, offset + scaled pixels)
     */
    static void scale(float[] from, PictureSize size, float[] into, int offset, PictureSize scaled) {
        var columns = Spans.of(size.widthPx(), scaled.widthPx());
        var rows = Spans.of(size.heightPx(), scaled.heightPx());
        var narrowed = new float[size.heightPx() * scaled.widthPx()];
        for (int y = 0; y < size.heightPx(); y++) {
            for (int x = 0; x < scaled.widthPx(); x++) {
                narrowed[y * scaled.widthPx() + x] = columns.mean(from, y * size.widthPx(), 1, x);
            }
        }
        for (int y = 0; y < scaled.heightPx(); y++) {
            for (int x = 0; x < scaled.widthPx(); x++) {
                into[offset + y * scaled.widthPx() + x] = rows.mean(narrowed, x, scaled.widthPx(), y);
            }
        }
    }

    /** For each new pixel of a line the old ones that it covers: how many from which, and how much of each. */
    private record Spans(int[] first, float[][] shares) {

        static Spans of(int from, int to) {
            var first = new int[to];
            var shares = new float[to][];
            for (int i = 0; i < to; i++) {
                double start = (double) i * from / to;
                double end = (i + 1.0) * from / to;
                first[i] = (int) start;
                int last = Math.min((int) Math.ceil(end), from);
                shares[i] = new float[last - first[i]];
                for (int j = 0; j < shares[i].length; j++) {
                    double covered = Math.min(end, first[i] + j + 1) - Math.max(start, first[i] + j);
                    shares[i][j] = (float) (covered / (end - start));
                }
            }
            return new Spans(first, shares);
        }

        float mean(float[] values, int offset, int step, int pixel) {
            float sum = 0;
            int at = offset + first[pixel] * step;
            for (float share : shares[pixel]) {
                sum += share * values[at];
                at += step;
            }
            return sum;
        }
    }
}
