package dev.cradlewatch.connectors.history.maintenance;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryTables;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;

/**
 * Maintains every table of a history, beside jobs that write it and statements that read it. Rows stay as they are, and so does
 * each state of the last days ({@link MaintenancePolicy#timeTravel}). What fails halfway leaves files that the next
 * maintenance removes.
 */
public final class HistoryMaintenance {
    private final HistoryCatalog catalog;
    private final MaintenancePolicy policy;
    private final InstantSource clock;

    public HistoryMaintenance(HistoryCatalog catalog, MaintenancePolicy policy, InstantSource clock) {
        this.catalog = catalog;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Maintains the tables that exist.
     *
     * @return what was done, a table each
     * @throws IOException if a table cannot be maintained; those before it are
     */
    public List<TableReport> run() throws IOException {
        var reports = new ArrayList<TableReport>();
        for (var definition : HistoryTables.all()) {
            var table = catalog.table(definition);
            if (table.isPresent()) {
                reports.add(maintain(definition.name(), table.get()));
            }
        }
        return List.copyOf(reports);
    }

    private TableReport maintain(String name, Table table) throws IOException {
        try {
            var before = Optional.ofNullable(table.currentSnapshot());
            new Compaction(policy.targetFileBytes()).run(table);
            table.refresh();
            var expired = new SnapshotExpiry(policy).run(table, clock.instant());
            var orphans = new OrphanFiles(table).remove(clock.instant(), policy.orphanAge());
            table.refresh();
            var after = Optional.ofNullable(table.currentSnapshot());
            return new TableReport(
                    name,
                    total(before, SnapshotSummary.TOTAL_DATA_FILES_PROP),
                    total(after, SnapshotSummary.TOTAL_DATA_FILES_PROP),
                    total(before, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
                    total(after, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
                    expired,
                    orphans.files(),
                    orphans.bytes());
        } catch (IOException | RuntimeException e) {
            throw new IOException("table %s is not maintained: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static long total(Optional<Snapshot> snapshot, String what) {
        return snapshot.map(existing -> Long.parseLong(existing.summary().getOrDefault(what, "0")))
                .orElse(0L);
    }
}
