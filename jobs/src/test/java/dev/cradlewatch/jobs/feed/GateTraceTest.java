package dev.cradlewatch.jobs.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceRecord;
import dev.cradlewatch.operators.device.WindowReason;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A monitor with its gate: a letter a second, a(udit), c(ontext), d(etection) or - for what is not streamed. */
class GateTraceTest {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");

    @Test
    void preRollLeavesTheMonitorWithTheDetectionAndEverythingElseAtOnce() throws Exception {
        var sent = played("a---cccddcc-", Map.of(8L, DeviceEventKind.CRY_ONSET, 9L, DeviceEventKind.CRY_OFFSET));

        var windows = windows(sent);
        assertThat(windows).extracting(AudioWindow::seq).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(windows)
                .extracting(window -> window.start().getEpochSecond() - NIGHT.getEpochSecond())
                .containsExactly(0L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(windows)
                .extracting(window -> window.sent().getEpochSecond() - NIGHT.getEpochSecond())
                .containsExactly(1L, 8L, 8L, 8L, 8L, 9L, 10L, 11L);
        assertThat(windows)
                .extracting(AudioWindow::reason)
                .startsWith(WindowReason.AUDIT, WindowReason.CONTEXT)
                .endsWith(WindowReason.DETECTION, WindowReason.DETECTION, WindowReason.CONTEXT, WindowReason.CONTEXT);
        assertThat(windows).extracting(window -> window.pcm()[0]).containsExactly(bytes(0, 4, 5, 6, 7, 8, 9, 10));
    }

    @Test
    void localEdgesAreEventsAndHeartbeatsGoOnWhileNothingIsStreamed() throws Exception {
        var sent = played("-------d----", Map.of(7L, DeviceEventKind.CRY_ONSET, 9L, DeviceEventKind.CRY_OFFSET));

        assertThat(sent)
                .filteredOn(DeviceEvent.class::isInstance)
                .map(DeviceEvent.class::cast)
                .extracting(DeviceEvent::kind)
                .containsExactly(
                        DeviceEventKind.HEARTBEAT,
                        DeviceEventKind.CRY_ONSET,
                        DeviceEventKind.CRY_OFFSET,
                        DeviceEventKind.HEARTBEAT);
        assertThat(sent)
                .filteredOn(DeviceEvent.class::isInstance)
                .extracting(DeviceRecord::seq)
                .containsExactly(0L, 1L, 2L, 3L);
        assertThat(windows(sent))
                .singleElement()
                .extracting(AudioWindow::localScore)
                .isEqualTo(0.75f);
    }

    @Test
    void theShareCountsWhatWasHeardNotOnlyWhatWasSent() throws Exception {
        try (var monitor = monitor("-a--", Map.of())) {
            for (var second = 0; !monitor.ended(); second++) {
                monitor.during(second);
            }
            assertThat(monitor.fed()).isEqualTo(new Fed(4, 1, 1, 0, 0));
            assertThat(monitor.fed().streamedShare()).isEqualTo(0.25);
        }
    }

    private static List<DeviceRecord> played(String letters, Map<Long, DeviceEventKind> edges) throws Exception {
        var sent = new ArrayList<DeviceRecord>();
        try (var monitor = monitor(letters, edges)) {
            for (var second = 0; !monitor.ended(); second++) {
                sent.addAll(monitor.during(second));
            }
        }
        return sent;
    }

    private static Monitor monitor(String letters, Map<Long, DeviceEventKind> kinds)
            throws IOException, InterruptedException {
        var seconds = letters.chars()
                .mapToObj(letter -> new GateTrace.Second(0.75f, reason((char) letter)))
                .toList();
        var edges = new HashMap<Long, GateTrace.Edge>();
        kinds.forEach((second, kind) -> edges.put(second, new GateTrace.Edge(kind, 0.75f)));
        var pcm = new byte[letters.length() * AudioWindow.PCM_BYTES];
        for (var i = 0; i < pcm.length; i++) {
            pcm[i] = (byte) (i / AudioWindow.PCM_BYTES);
        }
        var recording = new Recording("crib", "willow", new PcmSource(pcm));
        var plan = Plan.of(NIGHT, Double.POSITIVE_INFINITY).gatedBy(Map.of("crib", new GateTrace(seconds, edges)));
        return new Monitor(recording, plan);
    }

    private static Optional<WindowReason> reason(char letter) {
        return switch (letter) {
            case 'a' -> Optional.of(WindowReason.AUDIT);
            case 'c' -> Optional.of(WindowReason.CONTEXT);
            case 'd' -> Optional.of(WindowReason.DETECTION);
            default -> Optional.empty();
        };
    }

    private static List<AudioWindow> windows(List<DeviceRecord> sent) {
        return sent.stream()
                .filter(AudioWindow.class::isInstance)
                .map(AudioWindow.class::cast)
                .toList();
    }

    private static Byte[] bytes(int... values) {
        return Arrays.stream(values).mapToObj(value -> (byte) value).toArray(Byte[]::new);
    }
}
