package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleasesTest {
    @TempDir
    private Path folder;

    private Path jobs;
    private Path models;
    private Path library;
    private Releases releases;

    @BeforeEach
    void build() throws Exception {
        jobs = Files.writeString(folder.resolve("cradlewatch-jobs-1.jar"), "jobs");
        models = Files.writeString(folder.resolve("cradlewatch-models-1.jar"), "models");
        library = Files.writeString(folder.resolve("flink-2.jar"), "flink");
        releases = new Releases(folder.resolve("releases"));
    }

    @Test
    void flinkGetsLibrariesAloneAndTheJobsBringTheRest() throws Exception {
        var release = releases.of(List.of(jobs, models, library));
        assertThat(release.libraries()).isEqualTo(release.folder() + "/flink-2.jar");
        assertThat(release.jobs()).hasFileName("cradlewatch-jobs-1.jar");
        assertThat(release.modules()).extracting(Path::getFileName).containsExactly(models.getFileName());
        assertThat(release.everything().split(":")).hasSize(3);
    }

    @Test
    void theSameJarsAreTheSameReleaseAndChangedOnesAreANewOne() throws Exception {
        var first = releases.of(List.of(jobs, models, library));
        assertThat(releases.of(List.of(jobs, models, library))).isEqualTo(first);
        Files.writeString(jobs, "jobs, repaired");
        var second = releases.of(List.of(jobs, models, library));
        assertThat(second.folder()).hasFileName("2");
        assertThat(releases.newest()).contains(second);
        assertThat(first.jobs()).as("what the processes run from").hasContent("jobs");
        assertThat(second.hasLibrariesOf(first)).isTrue();
    }

    @Test
    void anotherLibraryAsksForAnotherFlink() throws Exception {
        var first = releases.of(List.of(jobs, models, library));
        var other = Files.writeString(folder.resolve("flink-3.jar"), "flink");
        assertThat(releases.of(List.of(jobs, models, other)).hasLibrariesOf(first))
                .isFalse();
    }

    @Test
    void foldersOfClassesAreNoRelease() {
        assertThatThrownBy(() -> releases.of(List.of(jobs, folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no jar");
        assertThat(folder.resolve("releases").resolve("1")).doesNotExist();
    }
}
