package dev.cradlewatch.jobs.ops;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The project's folder, and programs that the launcher fetched into it. */
final class Project {
    private static final String FETCHED = ".cradlewatch/tools/usr/bin";

    private Project() {}

    /** Of the operator's files. */
    static Path ops(String path) {
        return home().resolve("ops").resolve(path);
    }

    static Path home() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ops"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** @throws IOException if the program is not there: the launcher fetches it */
    static String program(String name) throws IOException {
        var onPath =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        return Stream.concat(Stream.of(home().resolve(FETCHED)), onPath)
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IOException("no %s: run ./cradlewatch test --cluster".formatted(name)))
                .toString();
    }
}
