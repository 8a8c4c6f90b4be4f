package dev.cradlewatch.jobs.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars of one version, in a folder that never changes.
 *
 * @param folder where they are
 */
record Release(Path folder) {
    private static final String OURS = "cradlewatch-";
    private static final String JOBS = "cradlewatch-jobs-";

    /** Class path of the processes that are all ours. */
    String everything() throws IOException {
        return path(jars());
    }

    /** Class path of Flink's processes: what is ours comes with each job, so that a new version of it needs no other Flink. */
    String libraries() throws IOException {
        return path(jars().filter(jar -> !isOurs(jar)));
    }

    /** The jar of the jobs' mains. */
    Path jobs() throws IOException {
        try (var jars = jars()) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(JOBS))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no %s*.jar in %s".formatted(JOBS, folder)));
        }
    }

    /** The other jars that are ours. */
    List<Path> modules() throws IOException {
        try (var jars = jars()) {
            return jars.filter(Release::isOurs)
                    .filter(jar -> !jar.getFileName().toString().startsWith(JOBS))
                    .toList();
        }
    }

    /** Whether Flink can run jobs of the other release without a restart. */
    boolean hasLibrariesOf(Release other) throws IOException {
        return libraryNames().equals(other.libraryNames());
    }

    /** Whether it is of these jars: the same libraries by name, and what is ours byte for byte. */
    boolean has(Collection<Path> others) throws IOException {
        try (var jars = jars()) {
            if (jars.count() != others.size()) {
                return false;
            }
        }
        for (var other : others) {
            var jar = folder.resolve(other.getFileName());
            if (Files.notExists(jar) || isOurs(jar) && Files.mismatch(jar, other) >= 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isOurs(Path jar) {
        return jar.getFileName().toString().startsWith(OURS);
    }

    private List<String> libraryNames() throws IOException {
        try (var jars = jars()) {
            return jars.filter(jar -> !isOurs(jar))
                    .map(jar -> jar.getFileName().toString())
                    .toList();
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return "release " + folder.getFileName();
    }

    private static String path(Stream<Path> jars) {
        try (jars) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private Stream<Path> jars() throws IOException {
        return Files.list(folder)
                .filter(file -> file.getFileName().toString().endsWith(".jar"))
                .sorted();
    }
}
