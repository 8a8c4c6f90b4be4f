package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenOverIsAsItWas() throws Exception {
        var file = Files.createDirectories(folder.resolve("jobmanager")).resolve("config.yaml");
        Files.writeString(file, "of the release before");
        var kept = KeptFiles.of(folder);
        Files.writeString(file, "of the next release");
        kept.restore();
        assertThat(file).hasContent("of the release before");
    }
}
