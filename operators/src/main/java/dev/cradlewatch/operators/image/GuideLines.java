package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.Luminance;

/** For each pixel of the model's size the line from L to one plane of colour, see {@link GuidedChroma}. */
final class GuideLines {
    private final int widthPx;
    private final float[] slopes;
    private final float[] offsets;
    private final float least;
    private final float most;

    private GuideLines(int widthPx, float[] slopes, float[] offsets, float least, float most) {
        this.widthPx = widthPx;
        this.slopes = slopes;
        this.offsets = offsets;
        this.least = least;
        this.most = most;
    }

    static GuideLines fit(Luminance guide, float[] plane, GuidePolicy policy) {
        var mean = new BoxMean(guide.widthPx(), guide.heightPx(), policy.radiusPx());
        int pixels = plane.length;
        var squares = new float[pixels];
        var products = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            squares[i] = guide.l()[i] * guide.l()[i];
            products[i] = guide.l()[i] * plane[i];
        }
        var meanL = mean.of(guide.l());
        var meanPlane = mean.of(plane);
        var meanSquares = mean.of(squares);
        var meanProducts = mean.of(products);
        var slopes = new float[pixels];
        var offsets = new float[pixels];
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < pixels; i++) {
            double variance = Math.max(0, meanSquares[i] - (double) meanL[i] * meanL[i]);
            double covariance = meanProducts[i] - (double) meanL[i] * meanPlane[i];
            slopes[i] = (float) (covariance / (variance + policy.epsilon()));
            offsets[i] = meanPlane[i] - slopes[i] * meanL[i];
            least = Math.min(least, plane[i]);
            most = Math.max(most, plane[i]);
        }
        return new GuideLines(guide.widthPx(), mean.of(slopes), mean.of(offsets), least, most);
    }

    /** One full-size row of the plane: the lines stretched to it, at its L. */
    void row(int y, float[] l, Scaling across, Scaling down, float[] into) {
        var slope = new float[widthPx];
        var offset = new float[widthPx];
        for (int k = 0; k < down.count(y); k++) {
            float weight = down.weight(y, k);
            int from = (down.first()[y] + k) * widthPx;
            for (int x = 0; x < widthPx; x++) {
                slope[x] += weight * slopes[from + x];
                offset[x] += weight * offsets[from + x];
            }
        }
        for (int x = 0; x < l.length; x++) {
            float value = across.at(x, slope) * l[x] + across.at(x, offset);
            into[x] = Math.max(least, Math.min(most, value));
        }
    }
}
