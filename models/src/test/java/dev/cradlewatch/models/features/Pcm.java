package dev.cradlewatch.models.features;

import java.util.Arrays;
import java.util.Random;

/** Synthetic samples for the tests. */
final class Pcm {

    private Pcm() {}

    static short[] noise(int samples, long seed) {
        var random = new Random(seed);
        var pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) random.nextInt(Short.MIN_VALUE, Short.MAX_VALUE + 1);
        }
        return pcm;
    }

    static short[] sine(int samples, double hz, double amplitude) {
        var pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hz * i / 16_000));
        }
        return pcm;
    }

    static byte[] bytes(short[] pcm, int from, int to) {
        var bytes = new byte[2 * (to - from)];
        for (int i = from; i < to; i++) {
            bytes[2 * (i - from)] = (byte) pcm[i];
            bytes[2 * (i - from) + 1] = (byte) (pcm[i] >> 8);
        }
        return bytes;
    }

    static short[] concat(short[] first, short[] second) {
        var all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
