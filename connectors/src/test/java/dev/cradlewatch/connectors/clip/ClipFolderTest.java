package dev.cradlewatch.connectors.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.operators.clip.Clip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipFolderTest {
    private static final Instant START = Instant.parse("2026-01-15T23:59:58Z");
    private static final Instant NOW = Instant.parse("2026-02-20T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(30);

    @TempDir
    private Path warehouse;

    private ClipFolder folder;

    @BeforeEach
    void open() {
        folder = new ClipFolder(warehouse.resolve("clips").toString(), RETENTION);
    }

    @Test
    void aClipIsAFileThatPlays() throws Exception {
        var clip = clip("a-1", "crib", START);

        var file = folder.write(clip, NOW);

        var path = Path.of(file.path());
        assertThat(path).isEqualTo(warehouse.resolve("clips/2026-01-15/a-1_crib.wav"));
        try (var sound = AudioSystem.getAudioInputStream(path.toFile())) {
            assertThat(sound.getFormat().matches(new AudioFormat(16_000, 16, 1, true, false)))
                    .isTrue();
            assertThat(sound.readAllBytes()).isEqualTo(clip.pcm());
        }
        assertThat(file)
                .isEqualTo(new ClipFile(
                        "a-1",
                        "home",
                        "crib",
                        START.plusSeconds(5),
                        START,
                        2_000,
                        1_500,
                        path.toString(),
                        Files.size(path),
                        NOW));
    }

    @Test
    void aClipThatIsWrittenAgainIsTheSameFileAndLeavesNothingElse() throws Exception {
        folder.write(clip("a-1", "crib", START), NOW);
        folder.write(clip("a-1", "crib", START), NOW.plusSeconds(60));
        folder.write(clip("a-1", "door", START), NOW);

        assertThat(files()).containsExactly("clips/2026-01-15/a-1_crib.wav", "clips/2026-01-15/a-1_door.wav");
    }

    @Test
    void noNameLeadsOutOfTheFolderOrIsTooLong() throws Exception {
        folder.write(clip("../../a/b", "..", START), NOW);
        folder.write(clip("x".repeat(5_000), "crib", START), NOW);

        assertThat(files()).hasSize(2).allMatch(file -> file.startsWith("clips/2026-01-15/") && file.endsWith(".wav"));
    }

    @Test
    void filesAreDeletedByTheirAgeAndFoldersWithTheirLastFile() throws Exception {
        age(folder.write(clip("old", "crib", START), NOW), Duration.ofDays(31));
        age(folder.write(clip("older", "crib", START.plusSeconds(60)), NOW), Duration.ofDays(35));
        age(folder.write(clip("of-a-replay", "crib", START.plusSeconds(60)), NOW), Duration.ofDays(1));
        age(folder.write(clip("young", "crib", NOW.minusSeconds(60)), NOW), Duration.ZERO);
        Files.createDirectories(warehouse.resolve("clips/somebody-elses"));

        assertThat(folder.deleteOld(NOW)).isEqualTo(2);

        assertThat(files()).containsExactly("clips/2026-01-16/of-a-replay_crib.wav", "clips/2026-02-20/young_crib.wav");
        assertThat(warehouse.resolve("clips/2026-01-15")).doesNotExist();
        assertThat(warehouse.resolve("clips/somebody-elses")).exists();
    }

    @Test
    void keepingNothingIsRefused() {
        assertThatThrownBy(() -> new ClipFolder("clips", Duration.ZERO)).hasMessageContaining("retention");
    }

    private static Clip clip(String alert, String device, Instant start) {
        var pcm = new byte[64_000];
        new Random(7).nextBytes(pcm);
        return new Clip(alert, "home", device, start.plusSeconds(5), start, 1_500, pcm);
    }

    private static void age(ClipFile file, Duration age) throws IOException {
        Files.setLastModifiedTime(Path.of(file.path()), FileTime.from(NOW.minus(age)));
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(warehouse)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> warehouse.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
