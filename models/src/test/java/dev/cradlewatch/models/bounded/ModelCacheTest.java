package dev.cradlewatch.models.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.card.ModelFolder;
import dev.cradlewatch.models.card.Sha256;
import dev.cradlewatch.models.color.ColorFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCacheTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path temporary;

    private Path entries;
    private String sha256;

    @BeforeEach
    void writeModel() throws IOException {
        var onnx = ColorFolders.smallAuto();
        Files.write(folder.resolve("small.onnx"), onnx);
        sha256 = Sha256.of(onnx);
        entries = temporary.resolve("cache");
    }

    @Test
    void keepsWeightsInAFileBesideTheGraph() throws Exception {
        var graph = graph();

        assertThat(Files.size(graph.resolveSibling("weights.bin"))).isGreaterThanOrEqualTo(2 * 16 * 64 * Float.BYTES);
        assertThat(Files.size(graph)).isLessThan(Files.size(folder.resolve("small.onnx")));
        assertThat(names(entries)).hasSize(1);
    }

    @Test
    void doesNotMakeWhatIsThere() throws Exception {
        var made = Files.getLastModifiedTime(graph());
        Files.delete(folder.resolve("small.onnx"));

        assertThat(Files.getLastModifiedTime(graph())).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph.onnx", "weights.bin", "sha256"})
    void makesADamagedEntryAnew(String file) throws Exception {
        var damaged = graph().resolveSibling(file);
        var bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);

        var graph = graph();

        assertThat(Files.readAllBytes(graph.resolveSibling(file))).isNotEqualTo(bytes);
        BoundedSession.open("small", graph, 1).close();
        assertThat(names(entries)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graph.onnx", "weights.bin", "sha256"})
    void makesAnEntryAnewThatLacksAFile(String file) throws Exception {
        var gone = graph().resolveSibling(file);
        Files.delete(gone);

        assertThat(graph().resolveSibling(file)).exists();
        assertThat(names(entries)).hasSize(1);
    }

    @Test
    void leavesNothingOfARefusedModel() throws Exception {
        Files.writeString(folder.resolve("small.onnx"), "no model");

        assertThatThrownBy(this::graph)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("small.onnx has sha256");
        sha256 = Sha256.of("no model".getBytes());
        assertThatThrownBy(this::graph).isInstanceOf(ModelException.class).hasMessageContaining("is no ONNX file");
        assertThat(names(entries)).isEmpty();
    }

    @Test
    void saysWhereItCannotWrite() throws Exception {
        Files.writeString(entries, "a file where the folder should be");

        assertThatThrownBy(this::graph)
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("small.onnx cannot be laid out in " + entries)
                .hasMessageContaining("CRADLEWATCH_CACHE");
    }

    /** As processes do, these share nothing but the folder. */
    @Test
    void makesOneEntryForManyAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(6);
        try {
            var graphs = new ArrayList<Path>();
            for (var made : threads.invokeAll(Collections.nCopies(6, (Callable<Path>) this::graph))) {
                graphs.add(made.get());
            }
            assertThat(graphs).containsOnly(graph());
            assertThat(names(entries)).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void keepsApartWhatOtherProcessorsAndRuntimesNeed() throws Exception {
        var one = Files.writeString(
                folder.resolve("one"), "processor : 0\nflags : avx2\n\nprocessor : 1\nflags : avx2\n");
        var same = Files.writeString(folder.resolve("same"), "processor : 0\ncpu MHz : 1\nflags : avx2\n");
        var other = Files.writeString(folder.resolve("other"), "processor : 0\nflags : avx2 avx512f\n");

        assertThat(Processor.fingerprint("1.28.0", same)).isEqualTo(Processor.fingerprint("1.28.0", one));
        assertThat(Processor.fingerprint("1.28.0", other)).isNotEqualTo(Processor.fingerprint("1.28.0", one));
        assertThat(Processor.fingerprint("1.29.0", one)).isNotEqualTo(Processor.fingerprint("1.28.0", one));
    }

    @Test
    void liesInTheUsersCacheOrWhereTheVariableSays() throws Exception {
        var home = Files.createDirectory(temporary.resolve("home"));

        assertThat(CacheFolder.of(Map.of(), home, temporary, "ann"))
                .isEqualTo(home.resolve(".cache/cradlewatch/models"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "" + temporary.resolve("xdg")), home, temporary, "ann"))
                .isEqualTo(temporary.resolve("xdg/cradlewatch/models"));
        assertThat(CacheFolder.of(Map.of("CRADLEWATCH_CACHE", "/elsewhere"), home, temporary, "ann"))
                .isEqualTo(Path.of("/elsewhere/models"));
    }

    @Test
    void liesAmongTemporaryFilesWhereHomeCannotBeWritten() throws Exception {
        var home = Files.writeString(temporary.resolve("no-folder"), "");

        assertThat(CacheFolder.of(Map.of(), home, temporary, "ann"))
                .isEqualTo(temporary.resolve("cradlewatch-ann/models"));
    }

    @Test
    void trustsNoFolderThatOthersMayWrite() throws Exception {
        var home = Files.writeString(temporary.resolve("no-folder"), "");
        var open = Files.createDirectory(temporary.resolve("cradlewatch-ann"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> CacheFolder.of(Map.of(), home, temporary, "ann"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("can be written by this user alone");
    }

    private Path graph() throws ModelException {
        return new ModelCache(entries).graphOf(ModelFolder.at(folder), "small.onnx", sha256, 32);
    }

    private static List<Path> names(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
