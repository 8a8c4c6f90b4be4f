package dev.cradlewatch.jobs.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers read what processes read. After a change of the process cluster: run this with {@code -Dcradlewatch.write=true}, and look at what git shows. */
class ContainerFilesTest {
    private static final Path HERE = Path.of("../ops/docker");

    @TempDir
    private Path folder;

    @Test
    void containersAreToldWhatTheProcessClusterTellsItsProcesses() throws Exception {
        var texts = ContainerFiles.texts(folder);
        if (Boolean.getBoolean("cradlewatch.write")) {
            for (var text : texts.entrySet()) {
                Files.createDirectories(HERE.resolve(text.getKey()).getParent());
                Files.writeString(HERE.resolve(text.getKey()), text.getValue());
            }
        }

        assertThat(texts)
                .allSatisfy((file, text) ->
                        assertThat(HERE.resolve(file)).as(file).content().isEqualTo(text));
        assertThat(Stream.concat(files("config"), files("targets")))
                .containsExactlyInAnyOrderElementsOf(texts.keySet());
    }

    @Test
    void noContainerLooksForAnotherOnItsOwnLoopbackInterface() throws Exception {
        assertThat(ContainerFiles.texts(folder))
                .allSatisfy((file, text) -> assertThat(text).as(file).doesNotContain("127.0.0.1", "localhost"));
    }

    private static Stream<String> files(String folder) throws IOException {
        try (var files = Files.walk(HERE.resolve(folder))) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> HERE.relativize(file).toString())
                    .toList()
                    .stream();
        }
    }
}
