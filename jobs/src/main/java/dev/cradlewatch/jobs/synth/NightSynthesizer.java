package dev.cradlewatch.jobs.synth;

import dev.cradlewatch.operators.device.AudioWindow;
import java.util.List;
import java.util.Random;

/**
 * The built-in night, two and a half minutes long, the same each time. In one household a baby cries twice, and two monitors
 * hear it; in the other a lullaby plays and somebody walks by.
 */
public final class NightSynthesizer {
    /** Length of the night. */
    public static final int SECONDS = 150;

    private static final int RATE = AudioWindow.SAMPLE_RATE_HZ;
    private static final double BED_RMS = 0.004;
    private static final double CRY_PEAK = 0.25;
    private static final int[][] CRIES = {{15, 45}, {95, 120}};

    /** The tracks of all monitors. */
    public List<SyntheticTrack> tracks() {
        return List.of(
                new SyntheticTrack("crib", "willow", cries(1, CRY_PEAK, 0)),
                new SyntheticTrack("door", "willow", cries(2, CRY_PEAK / 4, RATE / 100)),
                new SyntheticTrack("nursery", "maple", calm()));
    }

    private static byte[] cries(long seed, double amplitude, int delay) {
        var samples = new float[SECONDS * RATE];
        new Room(new Random(seed)).bed(samples, BED_RMS);
        var voice = new CryVoice(new Random(11));
        for (var cry : CRIES) {
            voice.cry(samples, cry[0] * RATE + delay, cry[1] * RATE + delay, amplitude);
        }
        return Pcm.bytes(samples);
    }

    private static byte[] calm() {
        var samples = new float[SECONDS * RATE];
        var room = new Room(new Random(3));
        room.bed(samples, BED_RMS);
        room.lullaby(samples, 20 * RATE, 70 * RATE, 0.06);
        room.footsteps(samples, 80 * RATE, 90 * RATE, 0.1);
        room.lullaby(samples, 100 * RATE, 140 * RATE, 0.05);
        return Pcm.bytes(samples);
    }
}
