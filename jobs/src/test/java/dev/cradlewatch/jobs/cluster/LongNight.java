package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import dev.cradlewatch.operators.device.AudioWindow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.common.utils.Utils;

/**
 * The built-in night twice in a row, five minutes with four cries, and silent monitors besides until each partition of a small machine has one:
 * so the stream's time goes on in all of them.
 */
final class LongNight {
    static final Instant START = Instant.parse("2026-01-15T22:00:00Z");
    static final int PARTITIONS = 4;
    static final int SECONDS = 2 * NightSynthesizer.SECONDS;

    private LongNight() {}

    static List<Recording> recordings() {
        return recordings(SECONDS);
    }

    /** The beginning of it. */
    static List<Recording> recordings(int seconds) {
        var recordings = new ArrayList<Recording>();
        var partitions = new HashSet<Integer>();
        for (var track : new NightSynthesizer().tracks()) {
            var pcm = track.pcm();
            var twice = ByteBuffer.allocate(2 * pcm.length).put(pcm).put(pcm).array();
            var beginning = Arrays.copyOf(twice, seconds * AudioWindow.PCM_BYTES);
            recordings.add(new Recording(track.device(), track.household(), new PcmSource(beginning)));
            partitions.add(partition(track.device()));
        }
        for (var i = 0; partitions.size() < PARTITIONS; i++) {
            var device = "silent-" + i;
            if (partitions.add(partition(device))) {
                var silence = new byte[seconds * AudioWindow.PCM_BYTES];
                recordings.add(new Recording(device, "hazel", new PcmSource(silence)));
            }
        }
        return recordings;
    }

    /** Where Kafka's clients put a key of {@link Topics#AUDIO_WINDOWS}. */
    static int partition(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
    }
}
