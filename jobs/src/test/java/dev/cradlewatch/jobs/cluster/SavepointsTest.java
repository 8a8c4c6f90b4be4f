package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointsTest {
    private static final Instant EVENING = Instant.parse("2026-01-15T22:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void theNewestStayByWhenTheyBecameWhole() throws Exception {
        var first = whole("savepoint-b", 1);
        var second = whole("savepoint-c", 2);
        var third = whole("savepoint-a", 3);
        var fourth = whole("savepoint-0", 4);
        assertThat(new Savepoints(folder).removeAllBut(3)).containsExactly(first);
        assertThat(folder.toFile().listFiles())
                .containsExactlyInAnyOrder(second.toFile(), third.toFile(), fourth.toFile());
    }

    @Test
    void oneThatNeverBecameWholeTakesNoPlaceAndGoesWithThoseOfItsTime() throws Exception {
        var old = torn("savepoint-0", 0);
        var first = whole("savepoint-1", 1);
        var torn = torn("savepoint-2", 2);
        var second = whole("savepoint-3", 3);
        assertThat(new Savepoints(folder).removeAllBut(2)).containsExactly(old);
        assertThat(first).exists();
        assertThat(torn).exists();
        assertThat(second).exists();
    }

    @Test
    void aJobThatWasNeverStoppedHasNoneToRemove() throws Exception {
        assertThat(new Savepoints(folder.resolve("none")).removeAllBut(3)).isEmpty();
    }

    private Path whole(String name, int minute) throws Exception {
        var savepoint = Files.createDirectories(folder.resolve(name));
        var at = FileTime.from(EVENING.plusSeconds(60L * minute));
        Files.writeString(savepoint.resolve("state"), "state");
        Files.setLastModifiedTime(Files.writeString(savepoint.resolve("_metadata"), "metadata"), at);
        return savepoint;
    }

    private Path torn(String name, int minute) throws Exception {
        var savepoint = Files.createDirectories(folder.resolve(name));
        Files.writeString(savepoint.resolve("state"), "half");
        Files.setLastModifiedTime(savepoint, FileTime.from(EVENING.plusSeconds(60L * minute)));
        return savepoint;
    }
}
