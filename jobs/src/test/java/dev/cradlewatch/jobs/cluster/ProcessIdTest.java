package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("process.pid");
    }

    @Test
    void findsTheProcessThatItNames() throws Exception {
        ProcessId.of(ProcessHandle.current()).write(file);
        assertThat(ProcessId.read(file).flatMap(ProcessId::running)).contains(ProcessHandle.current());
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotMeant() throws Exception {
        var own = ProcessId.of(ProcessHandle.current());
        new ProcessId(own.pid(), own.started().minus(Duration.ofMinutes(1))).write(file);
        assertThat(ProcessId.read(file)).isPresent().get().satisfies(id -> assertThat(id.running())
                .isEmpty());
    }

    @Test
    void aProcessThatEndedDoesNotRun() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        var id = ProcessId.of(process.toHandle());
        assertThat(id.running()).isPresent();
        process.destroyForcibly().waitFor();
        assertThat(id.running()).isEmpty();
    }

    @Test
    void aFileThatIsMissingOrBrokenNamesNobody() throws Exception {
        assertThat(ProcessId.read(file)).isEmpty();
        Files.writeString(file, "no process\n");
        assertThat(ProcessId.read(file)).isEmpty();
        Files.writeString(file, "");
        assertThat(ProcessId.read(file)).isEmpty();
    }
}
