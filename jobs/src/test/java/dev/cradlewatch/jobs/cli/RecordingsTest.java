package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.jobs.feed.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    @TempDir
    private Path folder;

    @Test
    void everyFileIsAMonitorOfItsOwnWithAnIdThatAnAgentTakes() throws IOException {
        for (var name :
                List.of("a/night.wav", "b/night.flac", "(Baby cries) 1.ogg", "x".repeat(80) + ".mp3", "Ö.wav")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.createFile(folder.resolve(name));
        }

        var recordings = Recordings.files(folder);
        assertThat(recordings)
                .extracting(Recording::device)
                .containsExactlyInAnyOrder("night", "night.2", "Baby-cries-1", "x".repeat(56), "recording")
                .allMatch(id -> id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"));
        assertThat(recordings).extracting(Recording::household).doesNotHaveDuplicates();
    }
}
