package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The savepoints of a job, a folder each.
 *
 * @param folder where they are
 */
record Savepoints(Path folder) {
    /** Written last, so that a savepoint with it is whole. */
    private static final String METADATA = "_metadata";

    private record Found(Path folder, FileTime written, boolean isWhole) {
        static Found in(Path folder) throws IOException {
            var metadata = folder.resolve(METADATA);
            var isWhole = Files.exists(metadata);
            return new Found(folder, Files.getLastModifiedTime(isWhole ? metadata : folder), isWhole);
        }
    }

    /**
     * Removes all but the newest, and with them what older attempts left that did not become whole.
     *
     * @param kept how many whole ones stay
     * @return those that are gone
     */
    List<Path> removeAllBut(int kept) throws IOException {
        var removed = new ArrayList<Path>();
        var whole = 0;
        for (var found : newestFirst()) {
            if (whole >= kept) {
                TemporaryFolder.delete(found.folder());
                removed.add(found.folder());
            } else if (found.isWhole()) {
                whole++;
            }
        }
        return removed;
    }

    private List<Found> newestFirst() throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (var folders = Files.list(folder)) {
            var all = new ArrayList<Found>();
            for (var savepoint : folders.filter(Files::isDirectory).toList()) {
                all.add(Found.in(savepoint));
            }
            all.sort(Comparator.comparing(Found::written).reversed());
            return all;
        }
    }
}
