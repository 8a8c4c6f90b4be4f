package dev.cradlewatch.models.features;

import dev.cradlewatch.models.ModelException;
import java.io.Serializable;

/**
 * The log-mel definition of one profile of {@code models/features.json}, which Python, Java and C++ share.
 *
 * <p>A window is one second. Its frame k covers the window-relative samples
 * [k * hopSamples - historySamples, k * hopSamples - historySamples + frameSamples): the first frame reaches back into
 * the window before, no frame reaches past the window's end.
 *
 * @param profile        name of the profile, for example {@code cry-full}
 * @param sampleRateHz   samples a second, and so samples a window
 * @param sampleScale    what an S16 sample is divided by
 * @param frameSamples   samples of one frame
 * @param hopSamples     samples from one frame to the next
 * @param historySamples samples of the preceding window that the first frame needs
 * @param fftSamples     length of the transform; a shorter frame is padded with zeros
 * @param logOffset      added to a band's power before the natural logarithm
 * @param bands          mel bands of a frame
 * @param lowHz          lower edge of the first band
 * @param highHz         upper edge of the last band
 * @param contextWindows windows that one model input holds
 */
public record FeatureSpec(
        String profile,
        int sampleRateHz,
        double sampleScale,
        int frameSamples,
        int hopSamples,
        int historySamples,
        int fftSamples,
        double logOffset,
        int bands,
        double lowHz,
        double highHz,
        int contextWindows)
        implements Serializable {

    /** @throws IllegalArgumentException if the numbers do not fit each other; the message says which */
    public FeatureSpec {
        positive(profile, "sample_rate_hz", sampleRateHz);
        positive(profile, "sample_scale", sampleScale);
        positive(profile, "frame_samples", frameSamples);
        positive(profile, "hop_samples", hopSamples);
        positive(profile, "fft_samples", fftSamples);
        positive(profile, "log_offset", logOffset);
        positive(profile, "bands", bands);
        positive(profile, "context_windows", contextWindows);
        check(
                sampleRateHz % hopSamples == 0,
                profile,
                "hop_samples " + hopSamples,
                "a divisor of sample_rate_hz " + sampleRateHz);
        check(
                historySamples == frameSamples - hopSamples,
                profile,
                "history_samples " + historySamples,
                "frame_samples - hop_samples = " + (frameSamples - hopSamples));
        check(historySamples >= 0, profile, "hop_samples " + hopSamples, "at most frame_samples " + frameSamples);
        check(
                historySamples <= sampleRateHz,
                profile,
                "history_samples " + historySamples,
                "at most a window of " + sampleRateHz);
        check(
                Integer.bitCount(fftSamples) == 1 && fftSamples >= frameSamples,
                profile,
                "fft_samples " + fftSamples,
                "a power of two of at least frame_samples " + frameSamples);
        check(
                lowHz >= 0 && lowHz < highHz && highHz <= sampleRateHz / 2.0,
                profile,
                "band edges " + lowHz + " to " + highHz + " Hz",
                "rising and within 0 to " + sampleRateHz / 2.0 + " Hz");
    }

    /**
     * Reads a profile of the features.json on the class path.
     *
     * @throws ModelException if there is no such profile or the file contradicts itself or this code
     */
    public static FeatureSpec load(String profile) throws ModelException {
        return FeatureSpecReader.fromClassPath(profile);
    }

    /** Samples of a window: one second. */
    public int windowSamples() {
        return sampleRateHz;
    }

    /** Bytes of a window's S16LE samples. */
    public int windowBytes() {
        return windowSamples() * Short.BYTES;
    }

    /** Bytes of the S16LE samples that the first frame needs from the window before. */
    public int historyBytes() {
        return historySamples * Short.BYTES;
    }

    public int framesPerWindow() {
        return windowSamples() / hopSamples;
    }

    /** Floats of a window's log-mel, framesPerWindow x bands. */
    public int windowFloats() {
        return framesPerWindow() * bands;
    }

    /** Frames of one model input. */
    public int contextFrames() {
        return contextWindows * framesPerWindow();
    }

    /** Floats of one model input, contextFrames x bands. */
    public int contextFloats() {
        return contextFrames() * bands;
    }

    private static void positive(String profile, String key, double value) {
        check(value > 0 && Double.isFinite(value), profile, key + " " + value, "a number above 0");
    }

    private static void check(boolean holds, String profile, String found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("features profile " + profile + ": " + found + ": expected " + expected
                    + " (correct features.json)");
        }
    }
}
