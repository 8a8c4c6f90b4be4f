package dev.cradlewatch.jobs.eval;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * One method over all pictures.
 *
 * @param scores  one for each picture, at least one
 * @param frechet the Frechet distance (FID) of its pictures to the truths; empty for a single picture
 */
public record ColorReport(List<ColorScore> scores, OptionalDouble frechet) {

    /** @throws IllegalArgumentException if there is no score */
    public ColorReport {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("no picture: expected at least one");
        }
        scores = List.copyOf(scores);
    }

    /** Mean CF. */
    public double colorfulness() {
        return mean(ColorScore::colorfulness);
    }

    /** Mean over the pictures of |CF - CF of the truth|. */
    public double colorfulnessError() {
        return mean(ColorScore::colorfulnessError);
    }

    /** Mean over the pictures of their mean distances in (a, b). */
    public double abError() {
        return mean(ColorScore::abError);
    }

    /** Mean over the pictures, in dB; empty if one is equal to its truth. */
    public OptionalDouble psnr() {
        double psnr = mean(ColorScore::psnr);
        return Double.isFinite(psnr) ? OptionalDouble.of(psnr) : OptionalDouble.empty();
    }

    /** Mean over the pictures. */
    public double perceptual() {
        return mean(ColorScore::perceptual);
    }

    /** Median, which the first pictures' warm-up does not move. */
    public double millis() {
        var sorted = scores.stream().mapToDouble(ColorScore::millis).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The most of any picture, in MB of 10^6 bytes. */
    public double peakMegabytes() {
        return scores.stream().mapToLong(ColorScore::heldBytes).max().orElseThrow() / 1e6;
    }

    private double mean(ToDoubleFunction<ColorScore> value) {
        return scores.stream().mapToDouble(value).average().orElseThrow();
    }
}
