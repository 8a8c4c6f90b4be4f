package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    private Path temporary;

    private final List<String> said = new ArrayList<>();
    private ClusterFolder folder;
    private Releases releases;

    @BeforeEach
    void fiveReleases() throws Exception {
        folder = new ClusterFolder(temporary.resolve("cluster"));
        releases = new Releases(folder.releases());
        for (var i = 1; i <= 5; i++) {
            var jobs = Files.writeString(temporary.resolve("cradlewatch-jobs-1.jar"), "version " + i);
            releases.of(List.of(jobs));
        }
    }

    @Test
    void theThreeNewestReleasesStayAndItIsToldWhatIsGone() throws Exception {
        leftovers(release -> false).remove();
        assertThat(left()).containsExactly("5", "4", "3");
        assertThat(said).containsExactly("removed old releases: %1$s/2, %1$s/1".formatted(folder.releases()));
    }

    @Test
    void aReleaseThatAProcessRunsFromStaysHoweverOldItIs() throws Exception {
        leftovers(release -> release.folder().endsWith("1")).remove();
        assertThat(left()).containsExactly("5", "4", "3", "1");
        assertThat(releases.newest().orElseThrow().folder()).hasFileName("5");
    }

    @Test
    void theNewestStateOfEachJobStays() throws Exception {
        for (var job : ClusterJob.values()) {
            for (var minute = 1; minute <= 5; minute++) {
                save(job, minute);
            }
        }
        leftovers(release -> true).remove();
        for (var job : ClusterJob.values()) {
            var newest = SavedState.newest(folder.savepoints(job.title()), folder.checkpoints(job.title()));
            assertThat(newest.orElseThrow().path()).hasFileName("savepoint-5");
            assertThat(folder.savepoints(job.title()).toFile().list())
                    .containsExactlyInAnyOrder("savepoint-3", "savepoint-4", "savepoint-5");
            assertThat(said).anySatisfy(line -> assertThat(line)
                    .startsWith("removed old savepoints of " + job.title())
                    .contains("savepoint-1")
                    .contains("savepoint-2"));
        }
    }

    @Test
    void nothingIsSaidWhereNothingIsTooOld() throws Exception {
        leftovers(release -> true).remove();
        assertThat(said).isEmpty();
    }

    private Leftovers leftovers(Leftovers.Use use) {
        return new Leftovers(folder, releases, use, said::add);
    }

    private List<String> left() throws Exception {
        return releases.newestFirst().stream()
                .map(release -> release.folder().getFileName().toString())
                .toList();
    }

    private void save(ClusterJob job, int minute) throws Exception {
        var savepoint = Files.createDirectories(folder.savepoints(job.title()).resolve("savepoint-" + minute));
        var metadata = Files.writeString(savepoint.resolve("_metadata"), "state");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(60_000L * minute));
    }
}
