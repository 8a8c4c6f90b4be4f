package dev.cradlewatch.jobs.eval;

import com.sun.management.ThreadMXBean;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.Luminance;
import dev.cradlewatch.models.color.PictureFeatures;
import dev.cradlewatch.models.color.PictureTraits;
import dev.cradlewatch.models.color.RgbPicture;
import java.lang.management.ManagementFactory;

/**
 * One method's answer to one triple.
 *
 * @param picture the night in colour: the night's L with the method's a and b, in 8 bits
 * @param score   against the truth
 * @param traits  what the feature network sees in the picture
 */
public record ColorTrial(RgbPicture picture, ColorScore score, PictureTraits traits) {

    /**
     * Runs the method. Distances in (a, b) are of its own answer, before it is cut off at what sRGB can show; the other figures are of
     * the picture. Memory of a method in Java is all that it allocated, kept or not, which is at least what it held; that of a model is
     * the native peak that its card gives for pictures of this size.
     *
     * @throws ModelException if a model fails
     */
    public static ColorTrial run(ColorMethod method, ColorTriple triple, PictureTraits truth, PictureFeatures features)
            throws ModelException {
        var night = LabPicture.of(triple.night()).luminance();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long start = System.nanoTime();
        var colors = method.colors(night, triple.day());
        double millis = (System.nanoTime() - start) / 1e6;
        allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;

        var picture = new LabPicture(night, colors).toRgb();
        var traits = features.of(picture);
        return new ColorTrial(
                picture,
                score(triple, picture, colors, traits.distance(truth), millis, held(method, night, allocated)),
                traits);
    }

    private static long held(ColorMethod method, Luminance night, long allocatedBytes) {
        return method instanceof ColorMethod.Model model ? model.peakBytes(night) : allocatedBytes;
    }

    private static ColorScore score(
            ColorTriple triple, RgbPicture picture, Chroma colors, double perceptual, double millis, long heldBytes) {
        double colorfulness = ColorMetrics.colorfulness(picture);
        return new ColorScore(
                colorfulness,
                Math.abs(colorfulness - ColorMetrics.colorfulness(triple.truth())),
                ColorMetrics.abError(colors, LabPicture.of(triple.truth()).chroma()),
                ColorMetrics.psnr(picture, triple.truth()),
                perceptual,
                millis,
                heldBytes);
    }
}
