package dev.cradlewatch.models.features;

/**
 * Triangular mel filters over the bins of a power spectrum, kept sparse: a band reads only the bins it weighs.
 *
 * <p>HTK mel, mel(f) = 2595 log10(1 + f / 700). Band edges lie evenly in mel; a filter rises linearly in mel from its
 * lower edge to 1 at its centre and falls to its upper edge; the weights are taken at the bins' centre frequencies.
 */
final class MelFilters {

    private final int[] firstBin;
    private final float[][] weights;

    /** @throws IllegalArgumentException if a band is too narrow to hold a bin */
    MelFilters(FeatureSpec spec) {
        firstBin = new int[spec.bands()];
        weights = new float[spec.bands()][];
        var lowMel = mel(spec.lowHz());
        var stepMel = (mel(spec.highHz()) - lowMel) / (spec.bands() + 1);
        for (int band = 0; band < spec.bands(); band++) {
            fill(band, lowMel + band * stepMel, stepMel, spec);
        }
    }

    private void fill(int band, double lowerMel, double stepMel, FeatureSpec spec) {
        int bins = spec.fftSamples() / 2 + 1;
        var binHz = (double) spec.sampleRateHz() / spec.fftSamples();
        int from = 0;
        while (from < bins && mel(from * binHz) <= lowerMel) {
            from++;
        }
        int to = from;
        while (to < bins && mel(to * binHz) < lowerMel + 2 * stepMel) {
            to++;
        }
        if (from == to) {
            throw new IllegalArgumentException("features profile " + spec.profile() + ": band " + band + " of "
                    + spec.bands() + " holds no FFT bin: use fewer bands or more fft_samples");
        }
        firstBin[band] = from;
        weights[band] = new float[to - from];
        for (int bin = from; bin < to; bin++) {
            var steps = (mel(bin * binHz) - lowerMel) / stepMel;
            weights[band][bin - from] = (float) Math.min(steps, 2 - steps);
        }
    }

    /** The weighted power of one band. */
    float sum(float[] power, int band) {
        var bandWeights = weights[band];
        int first = firstBin[band];
        float sum = 0;
        for (int i = 0; i < bandWeights.length; i++) {
            sum += bandWeights[i] * power[first + i];
        }
        return sum;
    }

    private static double mel(double hz) {
        return 2595 * Math.log10(1 + hz / 700);
    }
}
