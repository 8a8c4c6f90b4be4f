package dev.cradlewatch.jobs.synth;

import dev.cradlewatch.operators.device.AudioWindow;
import java.util.Random;

/** Everything in a nursery that is not a cry: a bed of brown noise with a fan, a lullaby, footsteps. */
final class Room {
    private static final double RATE = AudioWindow.SAMPLE_RATE_HZ;

    /** "Ah, vous dirai-je, maman" (France, before 1761), in semitones over C5, half a second each; -1 holds. */
    private static final int[] LULLABY = {0, 0, 7, 7, 9, 9, 7, -1, 5, 5, 4, 4, 2, 2, 0, -1};

    private final Random random;

    Room(Random random) {
        this.random = random;
    }

    /** Fills samples with noise of the given root mean square and a fan's hum. */
    void bed(float[] samples, double rms) {
        var brown = 0.0;
        for (var i = 0; i < samples.length; i++) {
            brown = 0.98 * brown + 0.2 * random.nextGaussian();
            var hum = 0.5 * Math.sin(2 * Math.PI * 50 * i / RATE) + 0.25 * Math.sin(2 * Math.PI * 100 * i / RATE);
            samples[i] += (float) (rms * (0.85 * brown + 0.3 * hum + 0.15 * random.nextGaussian()));
        }
    }

    /** Adds a music box. */
    void lullaby(float[] samples, int from, int until, double amplitude) {
        var note = (int) (RATE / 2);
        for (var at = from; at < until; at += note) {
            var step = LULLABY[(at - from) / note % LULLABY.length];
            if (step >= 0) {
                strike(samples, at, Math.min(until, at + 2 * note), 523.25 * Math.pow(2, step / 12.0), amplitude);
            }
        }
    }

    /** Adds somebody walking by. */
    void footsteps(float[] samples, int from, int until, double amplitude) {
        for (var at = from; at < until; at += (int) (0.6 * RATE)) {
            for (var i = 0; i < 0.12 * RATE && at + i < samples.length; i++) {
                var decay = Math.exp(-i / (0.02 * RATE));
                samples[at + i] += (float) (amplitude * decay * Math.sin(2 * Math.PI * 85 * i / RATE));
            }
        }
    }

    private static void strike(float[] samples, int from, int until, double hz, double amplitude) {
        for (var i = 0; from + i < until; i++) {
            var decay = Math.exp(-i / (0.25 * RATE)) * Math.min(1, i / (0.004 * RATE));
            var tone = Math.sin(2 * Math.PI * hz * i / RATE)
                    + 0.35 * Math.sin(2 * Math.PI * 4 * hz * i / RATE) * Math.exp(-i / (0.05 * RATE));
            samples[from + i] += (float) (amplitude * decay * tone);
        }
    }
}
