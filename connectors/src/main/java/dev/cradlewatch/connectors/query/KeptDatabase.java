package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBConnection;

/**
 * A locked DuckDB over one state of the history, for any number of statements at once. A small table that is asked a second time is
 * read into memory, because opening its many files takes longer than its rows do.
 */
final class KeptDatabase implements AutoCloseable {
    private static final long SMALL_BYTES = 8L << 20;

    /** So many are looked through in less time than it takes to plan which of them are needed. */
    private static final long FEW_FILES = 200;

    private final Connection database;
    private final Map<String, Integer> asked = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Set<String> inMemory = new HashSet<>();

    private KeptDatabase(Connection database) {
        this.database = database;
    }

    /** @param tables all tables of the state; the files of those on this machine can be read, and nothing else */
    static KeptDatabase over(List<PinnedTable> tables) throws SQLException {
        var database = Duck.open();
        try {
            var folders =
                    tables.stream().flatMap(table -> table.folder().stream()).toList();
            Duck.lockDown(database, List.of(), folders);
            return new KeptDatabase(database);
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /**
     * A connection for one statement, to be closed after it; none if it needs only some days or buckets of a table of many files, so
     * that it is better to open only theirs.
     *
     * @param needed tables on this machine
     */
    Optional<Connection> connect(Needed needed, Conditions conditions) throws SQLException, IOException {
        for (var table : needed.tables()) {
            if (asked.merge(table.name(), 1, Integer::sum) > 1 && table.bytes() <= SMALL_BYTES) {
                remember(table);
            }
        }
        var onDisk = needed.tables().stream()
                .filter(table -> !inMemory.contains(table.name()))
                .toList();
        for (var table : onDisk) {
            if (table.fileCount() > FEW_FILES && table.isPartitionedBy(conditions.of(table))) {
                return Optional.empty();
            }
        }
        for (var table : onDisk) {
            if (!made.contains(table.name())) {
                Duck.createView(database, table.name(), Duck.rows(table, table.paths()));
                made.add(table.name());
            }
        }
        for (var view : needed.views()) {
            if (!made.contains(view.name())) {
                Duck.createView(database, view.name(), view.sql());
                made.add(view.name());
            }
        }
        return Optional.of(((DuckDBConnection) database).duplicate());
    }

    /** Statements that are running go on; the last one's end is the database's. */
    @Override
    public void close() throws SQLException {
        database.close();
    }

    private void remember(PinnedTable table) throws SQLException, IOException {
        if (inMemory.contains(table.name())) {
            return;
        }
        var rows = Duck.rows(table, table.paths());
        var name = DuckTypes.quoted(table.name());
        if (made.remove(table.name())) {
            Duck.execute(database, "DROP VIEW " + name);
        }
        Duck.execute(database, "CREATE TABLE %s AS %s ORDER BY %s".formatted(name, rows, HistoryTable.TIME));
        made.add(table.name());
        inMemory.add(table.name());
    }
}
