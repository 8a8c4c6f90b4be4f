package dev.cradlewatch.jobs.eval;

import com.sun.management.ThreadMXBean;
import dev.cradlewatch.models.color.ColorTransfer;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.RgbPicture;
import java.lang.management.ManagementFactory;

/**
 * One method's answer to one triple.
 *
 * @param picture the night in colour: the night's L with the method's a and b, in 8 bits
 * @param score   against the truth
 */
public record ColorTrial(RgbPicture picture, ColorScore score) {

    /**
     * Runs the method. Distances in (a, b) are of its own answer, before it is cut off at what sRGB can show; CF and PSNR are of the
     * picture. Memory is all that the method allocated, kept or not: for one in Java that is at least what it held.
     */
    public static ColorTrial run(ColorTransfer method, ColorTriple triple) {
        var night = LabPicture.of(triple.night()).luminance();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long start = System.nanoTime();
        var colors = method.colorsFor(night, triple.day());
        double millis = (System.nanoTime() - start) / 1e6;
        long held = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;

        var picture = new LabPicture(night, colors).toRgb();
        double colorfulness = ColorMetrics.colorfulness(picture);
        return new ColorTrial(
                picture,
                new ColorScore(
                        colorfulness,
                        Math.abs(colorfulness - ColorMetrics.colorfulness(triple.truth())),
                        ColorMetrics.abError(
                                colors, LabPicture.of(triple.truth()).chroma()),
                        ColorMetrics.psnr(picture, triple.truth()),
                        millis,
                        held));
    }
}
