package dev.cradlewatch.models.color;

/**
 * Colours by statistics alone, after Reinhard, Ashikhmin, Gooch and Shirley, "Color Transfer between Images", 2001: each
 * plane gets the mean and deviation of the day's plane. The paper shifts and scales colours that are there, and a grey picture has
 * none: all of it would get the day's mean. Here L stands in for them as far as it tells a and b in the day picture (their correlation r):
 * a = mean(a) + r(L, a) dev(a) (L - mean(L)) / dev(L), the night's L under the night's moments, and b alike.
 *
 * <p>Computed in CIE Lab. It holds 8 bytes for each night pixel and 12 for each day pixel.
 */
public final class ReinhardTransfer implements ColorTransfer {

    @Override
    public Chroma colorsFor(Luminance night, RgbPicture day) {
        var reference = LabPicture.of(day);
        var dayL = reference.luminance().l();
        return new Chroma(
                night.widthPx(),
                night.heightPx(),
                plane(night.l(), dayL, reference.chroma().a()),
                plane(night.l(), dayL, reference.chroma().b()));
    }

    private static float[] plane(float[] nightL, float[] dayL, float[] dayPlane) {
        var nightMoments = Moments.of(nightL);
        var dayMoments = Moments.of(dayL);
        var planeMoments = Moments.of(dayPlane);
        double slope = correlation(dayL, dayMoments, dayPlane, planeMoments) * nightMoments.scaleTo(planeMoments);
        var plane = new float[nightL.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) (planeMoments.mean() + slope * (nightL[i] - nightMoments.mean()));
        }
        return plane;
    }

    private static double correlation(float[] x, Moments ofX, float[] y, Moments ofY) {
        if (ofX.deviation() == 0 || ofY.deviation() == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - ofX.mean()) * (y[i] - ofY.mean());
        }
        return sum / (x.length * ofX.deviation() * ofY.deviation());
    }
}
