package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.jobs.feed.AudioReader;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What some monitors hear, all the same again and again: the beginning of the built-in night, in which a baby cries half of the time. As
 * admitted windows by number, one of each monitor in turn, and as recordings. Two monitors are of one household.
 */
final class BenchSound implements Serializable {
    private static final long serialVersionUID = 1L;

    /** When the sound begins. */
    static final Instant BEGIN = Instant.parse("2026-01-15T22:00:00Z");

    private static final int SECONDS = 45;

    private final byte[] pcm;
    private final int monitors;

    /** @param monitors whose sound it is, at least one */
    BenchSound(int monitors) {
        this.monitors = monitors;
        var night = new NightSynthesizer().tracks().get(0).pcm();
        pcm = Arrays.copyOf(night, SECONDS * AudioWindow.PCM_BYTES);
    }

    /** A window as the job has it behind admission. */
    Heard<AudioWindow> window(long number) {
        var monitor = (int) (number % monitors);
        var second = number / monitors;
        var start = BEGIN.plusSeconds(second);
        var end = start.plus(AudioWindow.LENGTH);
        var window = new AudioWindow(
                device(monitor),
                1,
                second,
                start,
                end,
                AudioWindow.SAMPLE_RATE_HZ,
                pcm(second),
                0,
                "",
                WindowReason.DETECTION);
        return new Heard<>(household(monitor), start, end, Lane.LIVE, new Origin("audio.windows", 0, number), window);
    }

    List<Recording> recordings(int length) {
        return IntStream.range(0, monitors)
                .mapToObj(monitor -> new Recording(device(monitor), household(monitor), () -> reader(length)))
                .toList();
    }

    private AudioReader reader(int length) {
        var sound = new ByteArrayOutputStream(length * AudioWindow.PCM_BYTES);
        for (var second = 0; second < length; second++) {
            sound.writeBytes(pcm(second));
        }
        return new PcmSource(sound.toByteArray()).open();
    }

    private byte[] pcm(long second) {
        var from = (int) (second % SECONDS) * AudioWindow.PCM_BYTES;
        return Arrays.copyOfRange(pcm, from, from + AudioWindow.PCM_BYTES);
    }

    private static String device(int monitor) {
        return "bench-" + monitor;
    }

    private static String household(int monitor) {
        return "home-" + monitor / 2;
    }
}
