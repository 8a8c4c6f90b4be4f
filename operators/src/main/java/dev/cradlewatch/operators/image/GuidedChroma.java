package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.Luminance;
import dev.cradlewatch.models.color.PictureSize;

/**
 * A model's colours at the size of the upload, row by row, with their edges where its luminance has edges: the fast guided filter
 * (He and Sun, "Fast Guided Filter", 2015, on He, Sun and Tang, "Guided Image Filtering", 2013). At the model's size each window of
 * (2 r + 1)^2 pixels has the line colour = slope x L + offset that fits best, with slopes held down by epsilon; slopes and offsets,
 * averaged over the windows of a pixel, are stretched to full size and meet the full-size L. What would lie beyond the colours of the
 * model's answer is cut off there. Time is linear in pixels, memory is that of the model's size.
 */
final class GuidedChroma {
    private final GuideLines a;
    private final GuideLines b;
    private final Scaling across;
    private final Scaling down;

    private GuidedChroma(GuideLines a, GuideLines b, Scaling across, Scaling down) {
        this.a = a;
        this.b = b;
        this.across = across;
        this.down = down;
    }

    /**
     * @param guide  L at the model's size
     * @param colors the model's answer to it
     * @param full   the upload's size
     */
    static GuidedChroma of(Luminance guide, Chroma colors, PictureSize full, GuidePolicy policy) {
        return new GuidedChroma(
                GuideLines.fit(guide, colors.a(), policy),
                GuideLines.fit(guide, colors.b(), policy),
                Scaling.of(guide.widthPx(), full.widthPx()),
                Scaling.of(guide.heightPx(), full.heightPx()));
    }

    /** Colours of one row of the upload, whose L is given. */
    void row(int y, float[] l, float[] rowA, float[] rowB) {
        a.row(y, l, across, down, rowA);
        b.row(y, l, across, down, rowB);
    }
}
