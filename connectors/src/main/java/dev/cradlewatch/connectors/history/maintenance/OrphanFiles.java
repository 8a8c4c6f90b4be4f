package dev.cradlewatch.connectors.history.maintenance;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsBulkOperations;

/**
 * Files in a table's folder that no state of it names: what a failure left behind. Their age counts from the table's newest file
 * if that is older than this machine's clock says: a clock that runs ahead must not make old what is just being written.
 */
final class OrphanFiles {
    /** Files and their size. */
    record Removed(int files, long bytes) {}

    private final Table table;

    OrphanFiles(Table table) {
        this.table = table;
    }

    /**
     * Removes those that are old enough.
     *
     * @param now what this machine's clock says
     * @throws IOException if what is reachable cannot be told; then nothing is removed
     * @throws RuntimeException if some cannot be removed
     */
    Removed remove(Instant now, Duration age) throws IOException {
        var old = list(now, age);
        // What is committed from here on names files that are young.
        table.refresh();
        forgetReachable(old);
        delete(old.values().stream().map(FileInfo::location).toList());
        return new Removed(
                old.size(), old.values().stream().mapToLong(FileInfo::size).sum());
    }

    private void delete(List<String> locations) {
        if (table.io() instanceof SupportsBulkOperations files && !locations.isEmpty()) {
            files.deleteFiles(locations);
        } else {
            locations.forEach(table.io()::deleteFile);
        }
    }

    private Map<String, FileInfo> list(Instant now, Duration age) throws IOException {
        table.refresh();
        var all = TableFolder.list(table);
        var metadata = ((HasTableOperations) table).operations().current().metadataFileLocation();
        if (!all.containsKey(TableFolder.key(metadata))) {
            throw new IOException("the listing of %s lacks the table's own %s, so names cannot be compared"
                    .formatted(table.location(), metadata));
        }
        var newest = all.values().stream().mapToLong(FileInfo::createdAtMillis).reduce(Long.MIN_VALUE, Math::max);
        var before = Math.min(now.toEpochMilli(), newest) - age.toMillis();
        all.values().removeIf(file -> file.createdAtMillis() >= before);
        return all;
    }

    private void forgetReachable(Map<String, FileInfo> old) throws IOException {
        ReachableFileUtil.metadataFileLocations(table, false).forEach(file -> old.remove(TableFolder.key(file)));
        ReachableFileUtil.manifestListLocations(table).forEach(file -> old.remove(TableFolder.key(file)));
        ReachableFileUtil.statisticsFilesLocations(table).forEach(file -> old.remove(TableFolder.key(file)));
        var seen = new HashSet<String>();
        for (var snapshot : table.snapshots()) {
            for (var manifest : snapshot.allManifests(table.io())) {
                if (seen.add(manifest.path())) {
                    old.remove(TableFolder.key(manifest.path()));
                    forgetFiles(manifest, old);
                }
            }
        }
    }

    private void forgetFiles(ManifestFile manifest, Map<String, FileInfo> old) throws IOException {
        if (manifest.content() == ManifestContent.DATA) {
            try (var paths = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
                paths.forEach(path -> old.remove(TableFolder.key(path)));
            }
        } else {
            try (var deletions = ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
                deletions.forEach(deletion -> old.remove(TableFolder.key(deletion.location())));
            }
        }
    }
}
