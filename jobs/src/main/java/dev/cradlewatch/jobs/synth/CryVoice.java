package dev.cradlewatch.jobs.synth;

import dev.cradlewatch.operators.device.AudioWindow;
import java.util.Random;

/**
 * A synthetic infant cry: exhaled phrases of about a second with a rising and falling melody around 450 Hz, many harmonics
 * shaped by two formants, a little noise of breath, and a short pause to breathe in. (Ranges after Rothgaenger 2003 and LaGasse,
 * Neal and Lester 2005.)
 */
final class CryVoice {
    private static final double RATE = AudioWindow.SAMPLE_RATE_HZ;
    private static final int HARMONICS = 14;

    private final Random random;

    CryVoice(Random random) {
        this.random = random;
    }

    /** Adds a cry at a peak amplitude to samples[from, until). */
    void cry(float[] samples, int from, int until, double amplitude) {
        var at = from;
        while (at < until) {
            var phrase = (int) (RATE * (0.7 + 0.6 * random.nextDouble()));
            phrase(samples, at, Math.min(at + phrase, until), amplitude * (0.75 + 0.25 * random.nextDouble()));
            at += phrase + (int) (RATE * (0.2 + 0.2 * random.nextDouble()));
        }
    }

    private void phrase(float[] samples, int from, int until, double amplitude) {
        var length = until - from;
        var base = 400 + 90 * random.nextDouble();
        var rise = 60 + 80 * random.nextDouble();
        var vibrato = 5 + 2 * random.nextDouble();
        var phase = 0.0;
        var jitter = 0.0;
        for (var i = 0; i < length; i++) {
            var progress = (double) i / length;
            jitter = 0.998 * jitter + 0.35 * random.nextGaussian();
            var pitch = base
                    + rise * Math.sin(Math.PI * Math.pow(progress, 0.7))
                    + 6 * Math.sin(2 * Math.PI * vibrato * i / RATE)
                    + jitter;
            phase += 2 * Math.PI * pitch / RATE;
            var envelope = Math.min(1, i / (0.06 * RATE)) * Math.min(1, (length - i) / (0.12 * RATE));
            samples[from + i] += (float) (amplitude * envelope * voiced(phase, pitch));
        }
    }

    private double voiced(double phase, double pitch) {
        var sum = 0.05 * random.nextGaussian();
        for (var k = 1; k <= HARMONICS && k * pitch < RATE / 2.2; k++) {
            sum += gain(k * pitch) / Math.pow(k, 0.6) * Math.sin(k * phase);
        }
        return 0.4 * sum;
    }

    private static double gain(double hz) {
        return 0.25 + resonance(hz, 1_150, 350) + 0.7 * resonance(hz, 3_300, 600);
    }

    private static double resonance(double hz, double centre, double width) {
        var distance = (hz - centre) / width;
        return Math.exp(-distance * distance);
    }
}
