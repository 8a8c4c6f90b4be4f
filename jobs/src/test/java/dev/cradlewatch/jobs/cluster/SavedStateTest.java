package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedStateTest {
    private static final Instant EVENING = Instant.parse("2026-01-15T22:00:00Z");

    @TempDir
    private Path folder;

    private Path savepoints;
    private Path checkpoints;

    @BeforeEach
    void name() {
        savepoints = folder.resolve("savepoints");
        checkpoints = folder.resolve("checkpoints");
    }

    @Test
    void aNewJobHasNone() throws Exception {
        assertThat(SavedState.newest(savepoints, checkpoints)).isEmpty();
    }

    @Test
    void afterAnOrderlyStopItIsTheSavepoint() throws Exception {
        write(checkpoints.resolve("job").resolve("chk-7"), EVENING);
        var savepoint = write(savepoints.resolve("savepoint-1"), EVENING.plusSeconds(1));
        assertThat(SavedState.newest(savepoints, checkpoints)).contains(new SavedState(savepoint, false));
    }

    @Test
    void afterAFailureItIsTheCheckpointThatCameLater() throws Exception {
        write(savepoints.resolve("savepoint-1"), EVENING);
        var checkpoint = write(checkpoints.resolve("job").resolve("chk-7"), EVENING.plusSeconds(60));
        Files.createDirectories(checkpoints.resolve("job").resolve("chk-8"));
        assertThat(SavedState.newest(savepoints, checkpoints)).contains(new SavedState(checkpoint, true));
    }

    private static Path write(Path state, Instant at) throws Exception {
        Files.createDirectories(state);
        var metadata = Files.writeString(state.resolve("_metadata"), "state");
        Files.setLastModifiedTime(metadata, FileTime.from(at));
        return state;
    }
}
