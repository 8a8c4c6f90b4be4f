package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The releases that a cluster was given, numbered from 1. */
final class Releases {
    private final Path folder;

    Releases(Path folder) {
        this.folder = folder;
    }

    /** The last one. */
    Optional<Release> newest() throws IOException {
        return newestFirst().stream().findFirst();
    }

    /** All of them. */
    List<Release> newestFirst() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var all = Files.list(folder)) {
            return all.filter(Releases::isNumber)
                    .sorted(Comparator.comparingInt(Releases::number).reversed())
                    .map(Release::new)
                    .toList();
        }
    }

    /** Removes one from which nothing runs. */
    void remove(Release release) throws IOException {
        TemporaryFolder.delete(release.folder());
    }

    /** The newest, if it has exactly these jars; else a new one. */
    Release of(Collection<Path> jars) throws IOException {
        var newest = newest();
        return newest.isPresent() && newest.get().has(jars) ? newest.get() : add(jars);
    }

    /**
     * Takes jars over: copies of what is ours, which a build may write over, and of libraries, which it does not, links where the file
     * system lets it.
     *
     * @throws IOException if one is no file
     */
    private Release add(Collection<Path> jars) throws IOException {
        var number = newest().map(release -> number(release.folder())).orElse(0) + 1;
        var part = folder.resolve("." + number);
        if (Files.exists(part)) {
            TemporaryFolder.delete(part);
        }
        Files.createDirectories(part);
        for (var jar : jars) {
            take(jar, part.resolve(jar.getFileName()));
        }
        var added = folder.resolve(String.valueOf(number));
        Files.move(part, added, StandardCopyOption.ATOMIC_MOVE);
        return new Release(added);
    }

    private static void take(Path jar, Path target) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("%s is no jar: run cradlewatch from its build, by ./cradlewatch".formatted(jar));
        }
        if (!Release.isOurs(jar)) {
            try {
                Files.createLink(target, jar);
                return;
            } catch (IOException | UnsupportedOperationException elsewhere) {
                // Another file system: copied like the others.
            }
        }
        Files.copy(jar, target);
    }

    private static boolean isNumber(Path release) {
        return release.getFileName().toString().matches("\\d{1,9}");
    }

    private static int number(Path release) {
        return Integer.parseInt(release.getFileName().toString());
    }
}
