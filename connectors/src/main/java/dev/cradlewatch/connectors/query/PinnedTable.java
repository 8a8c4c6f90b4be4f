package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;

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

    static PinnedTable of(HistoryTable<?> definition, Optional<Table> table, Optional<Instant> asOf) {
        var schema = table.map(Table::schema).orElseGet(definition::schema);
        return new PinnedTable(definition.name(), schema, table, table.flatMap(existing -> snapshot(existing, asOf)));
    }

    /**
     * The files that hold the rows which may fulfil the condition.
     *
     * @throws IOException if they do not say all there is to say of the rows
     */
    List<String> files(Expression condition) throws IOException {
        if (snapshot.isEmpty()) {
            return List.of();
        }
        var files = new ArrayList<String>();
        var scan = table.orElseThrow().newScan().useSnapshot(snapshot.get()).filter(condition);
        try (var tasks = scan.planFiles()) {
            for (var task : tasks) {
                files.add(file(task));
            }
        }
        return files;
    }

    private String file(FileScanTask task) throws IOException {
        if (!task.deletes().isEmpty()) {
            throw new IOException(
                    "table %s holds row deletions, which this release does not read: compact it first".formatted(name));
        }
        var location = task.file().location();
        return location.startsWith("file:") ? Path.of(URI.create(location)).toString() : location;
    }

    private static Optional<Long> snapshot(Table table, Optional<Instant> asOf) {
        if (asOf.isEmpty()) {
            return Optional.ofNullable(table.currentSnapshot()).map(Snapshot::snapshotId);
        }
        var latest = Optional.<Long>empty();
        for (var entry : table.history()) {
            if (entry.timestampMillis() <= asOf.get().toEpochMilli()) {
                latest = Optional.of(entry.snapshotId());
            }
        }
        return latest;
    }
}
