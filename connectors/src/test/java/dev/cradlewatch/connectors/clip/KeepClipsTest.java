package dev.cradlewatch.connectors.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cradlewatch.operators.clip.ClipPlan;
import dev.cradlewatch.operators.clip.HeldWindow;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepClipsTest {
    private static final Instant START = Instant.parse("2026-01-15T22:00:00Z");
    private static final Instant NOW = Instant.parse("2026-02-20T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Origin KEPT = ShortLog.KEPT;
    private static final Origin GONE = new Origin("audio.windows", 0, 7);

    @TempDir
    private Path clips;

    private ClipFolder folder;

    @BeforeEach
    void open() {
        folder = new ClipFolder(clips.toString(), RETENTION);
    }

    @Test
    void oldClipsAreDeletedAtTheStartAndEveryHour() throws Exception {
        age(write("old"), RETENTION.plusSeconds(1));
        age(write("old-soon"), RETENTION.minusMinutes(30));
        try (var harness = harness()) {
            harness.setProcessingTime(NOW.toEpochMilli());
            harness.open();
            assertThat(names()).containsExactly("old-soon_crib.wav");

            harness.processElement(plan("new", KEPT), 0);
            harness.setProcessingTime(NOW.plus(Duration.ofHours(1)).toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .extracting(ClipFile::alertId)
                    .containsExactly("new");
            assertThat(names()).containsExactly("new_crib.wav");
        }
    }

    @Test
    void aClipHasWhatTheLogStillHasAndWithoutAnythingThereIsNone() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(plan("a", GONE, KEPT), 0);
            harness.processElement(plan("b", GONE), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(ClipFile::alertId, ClipFile::millis, ClipFile::soundMillis)
                    .containsExactly(tuple("a", 2_000L, 1_000L));
            assertThat(names()).containsExactly("a_crib.wav");
        }
    }

    private OneInputStreamOperatorTestHarness<ClipPlan, ClipFile> harness() throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new KeepClips(folder, ShortLog::new));
    }

    private ClipFile write(String alert) throws Exception {
        var clip = plan(alert, KEPT).clip(new ShortLog().read(List.of(KEPT)));
        return folder.write(clip.orElseThrow(), NOW);
    }

    /** Windows in a row. */
    private static ClipPlan plan(String alert, Origin... windows) {
        var held = new ArrayList<HeldWindow>();
        for (var origin : windows) {
            var at = START.plusSeconds(held.size());
            held.add(new HeldWindow(Lane.LIVE, 1, origin.offset(), at, at, origin));
        }
        return new ClipPlan(alert, "home", "crib", START, START, START.plusSeconds(windows.length), held);
    }

    private static void age(ClipFile file, Duration age) throws Exception {
        Files.setLastModifiedTime(Path.of(file.path()), FileTime.from(NOW.minus(age)));
    }

    private List<String> names() throws Exception {
        try (var files = Files.walk(clips)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
