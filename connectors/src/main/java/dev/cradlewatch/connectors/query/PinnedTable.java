package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryTable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HistoryEntry;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.expressions.Projections;
import org.apache.iceberg.io.FileIO;

/**
 * A table as it is at one moment, whatever is written afterwards. Columns are those that the table has now, so that a statement
 * means the same for every moment.
 *
 * @param name     its name in SQL
 * @param schema   its columns
 * @param table    the table itself, if anything was ever written to the history
 * @param snapshot its rows at that moment, if there were any
 */
record PinnedTable(String name, Schema schema, Optional<Table> table, Optional<Long> snapshot) {
    private static final String UNCOUNTED = String.valueOf(Long.MAX_VALUE);

    /** @throws IOException if the moment is before what maintenance left of the table's past */
    static PinnedTable of(HistoryTable<?> definition, Optional<Table> table, Optional<Instant> asOf)
            throws IOException {
        if (table.isEmpty()) {
            return new PinnedTable(definition.name(), definition.schema(), table, Optional.empty());
        }
        var snapshot = snapshot(definition.name(), table.get(), asOf);
        return new PinnedTable(definition.name(), table.get().schema(), table, snapshot);
    }

    /**
     * The files that hold the rows which may fulfil the condition.
     *
     * @throws IOException if they do not say all there is to say of the rows
     */
    List<DataFile> files(Expression condition) throws IOException {
        if (snapshot.isEmpty()) {
            return List.of();
        }
        var files = new ArrayList<DataFile>();
        var scan = table.orElseThrow().newScan().useSnapshot(snapshot.get()).filter(condition);
        try (var tasks = scan.planFiles()) {
            for (var task : tasks) {
                files.add(file(task));
            }
        }
        return files;
    }

    /** Whether the condition leaves out whole partitions, days or buckets, and so most likely most of the files. */
    boolean isPartitionedBy(Expression condition) {
        return table.isPresent()
                && Projections.inclusive(table.get().spec()).project(condition).op() != Expression.Operation.TRUE;
    }

    /** All files of a table that lies on this machine, as DuckDB names them. */
    List<String> paths() throws IOException {
        return files(Expressions.alwaysTrue()).stream()
                .map(file -> Lease.path(file.location()))
                .toList();
    }

    /** Whether its files lie on this machine. */
    boolean isHere() {
        return table.isEmpty() || Lease.isLocal(table.get().location());
    }

    /** The folder of its files, if it lies on this machine. */
    Optional<String> folder() {
        return table.map(Table::location).filter(Lease::isLocal).map(Lease::path);
    }

    /** Size of all its files. */
    long bytes() {
        return counted(SnapshotSummary.TOTAL_FILE_SIZE_PROP);
    }

    /** How many files it has. */
    long fileCount() {
        return counted(SnapshotSummary.TOTAL_DATA_FILES_PROP);
    }

    /** As Iceberg counts with every commit; far too much if nobody counted. */
    private long counted(String property) {
        return snapshot.map(id -> table.orElseThrow().snapshot(id).summary())
                .map(summary -> summary.getOrDefault(property, UNCOUNTED))
                .map(Long::parseLong)
                .orElse(0L);
    }

    private DataFile file(FileScanTask task) throws IOException {
        if (!task.deletes().isEmpty()) {
            throw new IOException(
                    "table %s holds row deletions, which statements do not read: run history maintain first"
                            .formatted(name));
        }
        return task.file();
    }

    /** How its files are read. */
    FileIO io() {
        return table.orElseThrow().io();
    }

    private static Optional<Long> snapshot(String name, Table table, Optional<Instant> asOf) throws IOException {
        if (asOf.isEmpty()) {
            return Optional.ofNullable(table.currentSnapshot()).map(Snapshot::snapshotId);
        }
        var latest = Optional.<Long>empty();
        for (var entry : table.history()) {
            if (entry.timestampMillis() <= asOf.get().toEpochMilli()) {
                latest = Optional.of(entry.snapshotId());
            }
        }
        if (latest.isEmpty() && !table.history().isEmpty()) {
            requireBeginning(name, table, table.history().get(0));
        }
        return latest;
    }

    /** The first snapshot has no parent; if it has one, that was expired, and with it what the table was before. */
    private static void requireBeginning(String name, Table table, HistoryEntry first) throws IOException {
        if (table.snapshot(first.snapshotId()).parentId() != null) {
            throw new IOException("table %s can be seen as it was at %s or later: what was before is expired"
                    .formatted(name, Instant.ofEpochMilli(first.timestampMillis())));
        }
    }
}
