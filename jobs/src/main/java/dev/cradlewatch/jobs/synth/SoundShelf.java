package dev.cradlewatch.jobs.synth;

import dev.cradlewatch.operators.device.AudioWindow;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Some minutes of each kind of synthetic sound, from which many monitors hear: a quiet room, a room where something is going on, and a
 * baby that cries. The same each time.
 */
public final class SoundShelf {

    /** What is heard in a second. */
    public enum Kind {
        QUIET,
        BUSY,
        CRY
    }

    private static final int RATE = AudioWindow.SAMPLE_RATE_HZ;
    private static final int TRACKS = 8;
    private static final int SECONDS = 60;
    private static final double BED_RMS = 0.004;
    private static final double MUSIC_PEAK = 0.06;
    private static final double STEPS_PEAK = 0.1;
    private static final double CRY_PEAK = 0.25;

    private final List<byte[]> quiet;
    private final List<byte[]> busy;
    private final List<byte[]> cries;

    public SoundShelf() {
        quiet = tracks(seed -> room(seed));
        busy = tracks(SoundShelf::goingOn);
        cries = tracks(SoundShelf::crying);
    }

    /**
     * One second of sound as 16 kHz mono S16LE.
     *
     * @param voice  which room or baby
     * @param second in a row of such sound, from 0; it begins again after a minute
     */
    public byte[] second(Kind kind, int voice, int second) {
        var tracks =
                switch (kind) {
                    case QUIET -> quiet;
                    case BUSY -> busy;
                    case CRY -> cries;
                };
        var from = second % SECONDS * AudioWindow.PCM_BYTES;
        return Arrays.copyOfRange(tracks.get(voice % TRACKS), from, from + AudioWindow.PCM_BYTES);
    }

    private static List<byte[]> tracks(LongFunction<float[]> make) {
        return LongStream.range(0, TRACKS)
                .mapToObj(seed -> Pcm.bytes(make.apply(seed)))
                .toList();
    }

    private static float[] room(long seed) {
        var samples = new float[SECONDS * RATE];
        new Room(new Random(seed)).bed(samples, BED_RMS);
        return samples;
    }

    private static float[] goingOn(long seed) {
        var samples = room(seed);
        var room = new Room(new Random(seed));
        if (seed % 2 == 0) {
            room.lullaby(samples, 0, samples.length, MUSIC_PEAK);
        } else {
            room.footsteps(samples, 0, samples.length, STEPS_PEAK);
        }
        return samples;
    }

    private static float[] crying(long seed) {
        var samples = room(seed);
        new CryVoice(new Random(seed)).cry(samples, 0, samples.length, CRY_PEAK);
        return samples;
    }
}
