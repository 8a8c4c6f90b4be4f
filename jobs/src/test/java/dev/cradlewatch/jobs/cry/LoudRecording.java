package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.operators.device.AudioWindow;
import java.util.Random;
import java.util.stream.IntStream;

/** Quiet noise that is loud between some seconds: what {@link LoudnessModel} takes for a cry. */
public final class LoudRecording {
    private static final int LOUD = 8_000;
    private static final int QUIET = 20;

    private LoudRecording() {}

    /** @param loud from and until which second it is loud, in turns */
    public static Recording of(String device, String household, int seconds, int... loud) {
        var random = new Random(device.hashCode());
        var pcm = new byte[seconds * AudioWindow.PCM_BYTES];
        for (var i = 0; i < pcm.length; i += 2) {
            var second = i / AudioWindow.PCM_BYTES;
            var value = (int) ((isLoud(second, loud) ? LOUD : QUIET) * (2 * random.nextDouble() - 1));
            pcm[i] = (byte) value;
            pcm[i + 1] = (byte) (value >> 8);
        }
        return new Recording(device, household, new PcmSource(pcm));
    }

    private static boolean isLoud(int second, int... loud) {
        return IntStream.range(0, loud.length / 2).anyMatch(i -> second >= loud[2 * i] && second < loud[2 * i + 1]);
    }
}
