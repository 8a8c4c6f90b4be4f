package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTable;
import dev.cradlewatch.connectors.history.HistoryTables;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;

/**
 * Looks at one history again and again. Between two looks it keeps the catalog open, knows the tables that have not changed, and
 * holds the small ones in memory; so the second question of a session is answered sooner than the first. Thread-safe.
 */
public final class HistoryReader implements AutoCloseable {

    /** A table, and where the state that it is in is written down. */
    private record State(String head, Table table) {}

    private final HistoryLocation location;
    private final Session session = new Session();
    private final Map<String, State> states = new HashMap<>();
    private Optional<HistoryCatalog> catalog = Optional.empty();

    /** Opens nothing yet. */
    public HistoryReader(HistoryLocation location) {
        this.location = location;
    }

    /**
     * The history as it is, or was.
     *
     * @param asOf the moment; what was committed later is not seen. Empty: now
     * @throws IOException if the history cannot be opened, or does not go back that far
     */
    public synchronized HistorySnapshot snapshot(Optional<Instant> asOf) throws IOException {
        if (catalog.isEmpty()) {
            catalog = Optional.of(HistoryCatalog.open(location));
        }
        var heads = catalog.get().heads();
        var pinned = new ArrayList<PinnedTable>();
        for (var definition : HistoryTables.all()) {
            var head = Optional.ofNullable(heads.get(definition.name()));
            var table = head.isEmpty() ? Optional.<Table>empty() : Optional.of(at(definition, head.get()));
            pinned.add(PinnedTable.of(definition, table, asOf));
        }
        return new HistorySnapshot(session, pinned, () -> {});
    }

    /** Snapshots of it can no longer be asked. */
    @Override
    public synchronized void close() throws IOException {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + DuckErrors.reason(e), e);
        } finally {
            if (catalog.isPresent()) {
                catalog.get().close();
            }
        }
    }

    private Table at(HistoryTable<?> definition, String head) throws IOException {
        var known = Optional.ofNullable(states.get(definition.name()));
        if (known.isPresent() && known.get().head().equals(head)) {
            return known.get().table();
        }
        var table = catalog.orElseThrow().at(definition, head);
        states.put(definition.name(), new State(head, table));
        return table;
    }
}
