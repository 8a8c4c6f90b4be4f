package dev.cradlewatch.models.features;

import be.tarsos.dsp.util.fft.FFT;
import java.util.Arrays;

/**
 * Log-mel of one-second windows: samples / sampleScale, frames under a symmetric Hann window, unscaled power spectrum
 * |X|^2 of TarsosDSP's real transform, {@link MelFilters}, ln(power + logOffset).
 *
 * <p>Not thread-safe: it works in its own buffers and allocates nothing per call. One for each thread.
 */
public final class LogMel {

    private final FeatureSpec spec;
    private final FFT fft;
    private final MelFilters filters;
    private final float[] frameWindow;
    private final float[] samples;
    private final float[] spectrum;
    private final float[] power;

    /** @throws IllegalArgumentException if a mel band of the profile holds no FFT bin */
    public LogMel(FeatureSpec spec) {
        this.spec = spec;
        fft = new FFT(spec.fftSamples());
        filters = new MelFilters(spec);
        frameWindow = hann(spec.frameSamples());
        samples = new float[spec.historySamples() + spec.windowSamples()];
        spectrum = new float[spec.fftSamples()];
        power = new float[spec.fftSamples() / 2 + 1];
    }

    public FeatureSpec spec() {
        return spec;
    }

    /**
     * Writes the log-mel of one window, framesPerWindow x bands floats, frame after frame.
     *
     * @param pcmS16le     holds the window's samples
     * @param pcmOffset    index of the window's first byte
     * @param historyS16le the last historyBytes of the preceding window, or empty at a stream's start, which counts as
     *                     silence
     * @param out          receives the log-mel
     * @param outOffset    index of the first float written
     * @throws IllegalArgumentException if an array is too short, or the history has another length
     */
    public void extract(byte[] pcmS16le, int pcmOffset, byte[] historyS16le, float[] out, int outOffset) {
        checkRoom("bytes of samples", pcmS16le.length, pcmOffset, spec.windowBytes());
        checkRoom("floats for the log-mel", out.length, outOffset, spec.windowFloats());
        decodeHistory(historyS16le);
        decode(pcmS16le, pcmOffset, spec.windowSamples(), spec.historySamples());
        int at = outOffset;
        for (int frame = 0; frame < spec.framesPerWindow(); frame++) {
            transform(frame * spec.hopSamples());
            for (int band = 0; band < spec.bands(); band++) {
                out[at++] = (float) Math.log(filters.sum(power, band) + spec.logOffset());
            }
        }
    }

    private void decodeHistory(byte[] historyS16le) {
        if (historyS16le.length == 0) {
            Arrays.fill(samples, 0, spec.historySamples(), 0f);
        } else if (historyS16le.length == spec.historyBytes()) {
            decode(historyS16le, 0, spec.historySamples(), 0);
        } else {
            throw new IllegalArgumentException("history of " + historyS16le.length + " bytes: expected the last "
                    + spec.historyBytes() + " bytes of the preceding window, or none at a stream's start");
        }
    }

    private void decode(byte[] s16le, int offset, int count, int at) {
        var scale = (float) (1 / spec.sampleScale());
        for (int i = 0; i < count; i++) {
            int low = s16le[offset + 2 * i] & 0xff;
            int high = s16le[offset + 2 * i + 1];
            samples[at + i] = (high << 8 | low) * scale;
        }
    }

    private void transform(int firstSample) {
        for (int i = 0; i < frameWindow.length; i++) {
            spectrum[i] = samples[firstSample + i] * frameWindow[i];
        }
        Arrays.fill(spectrum, frameWindow.length, spectrum.length, 0f);
        fft.forwardTransform(spectrum);
        // TarsosDSP packs the two real bins, 0 and Nyquist, into the first two floats, then (re, im) of the others.
        int nyquist = power.length - 1;
        power[0] = spectrum[0] * spectrum[0];
        power[nyquist] = spectrum[1] * spectrum[1];
        for (int bin = 1; bin < nyquist; bin++) {
            float re = spectrum[2 * bin];
            float im = spectrum[2 * bin + 1];
            power[bin] = re * re + im * im;
        }
    }

    private static float[] hann(int length) {
        var window = new float[length];
        for (int i = 0; i < length; i++) {
            window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / (length - 1)));
        }
        return window;
    }

    private static void checkRoom(String what, int length, int offset, int needed) {
        if (offset < 0 || offset > length - needed) {
            throw new IllegalArgumentException(
                    length + " " + what + " from index " + offset + ": expected " + needed + " there");
        }
    }
}
