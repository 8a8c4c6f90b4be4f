package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole history at one moment: every statement that is asked of it, until it is closed, sees the same rows. */
public final class HistorySnapshot implements AutoCloseable {
    private final HistoryCatalog catalog;
    private final List<PinnedTable> tables;

    private HistorySnapshot(HistoryCatalog catalog, List<PinnedTable> tables) {
        this.catalog = catalog;
        this.tables = List.copyOf(tables);
    }

    /**
     * Pins each table.
     *
     * @param asOf the moment; what was committed later is not seen. Empty: now
     * @throws IOException if the history cannot be opened
     */
    public static HistorySnapshot of(HistoryLocation location, Optional<Instant> asOf) throws IOException {
        var catalog = HistoryCatalog.open(location);
        try {
            var tables = new ArrayList<PinnedTable>();
            for (var definition : HistoryTables.all()) {
                tables.add(PinnedTable.of(definition, catalog.table(definition), asOf));
            }
            return new HistorySnapshot(catalog, tables);
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        catalog.close();
    }

    List<PinnedTable> tables() {
        return tables;
    }

    /** What can be selected from: tables, then views. */
    public List<String> names() {
        return Stream.concat(
                        tables.stream().map(PinnedTable::name),
                        ReadyView.all().stream().map(ReadyView::name))
                .toList();
    }
}
