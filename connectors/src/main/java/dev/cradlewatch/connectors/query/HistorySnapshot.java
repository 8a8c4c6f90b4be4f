package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The whole history at one moment: every statement that is asked of it sees the same rows. */
public final class HistorySnapshot {
    private final List<PinnedTable> tables;

    private HistorySnapshot(List<PinnedTable> tables) {
        this.tables = List.copyOf(tables);
    }

    /**
     * Pins each table.
     *
     * @param asOf the moment; what was committed later is not seen. Empty: now
     * @throws IOException if the history cannot be opened
     */
    public static HistorySnapshot of(HistoryLocation location, Optional<Instant> asOf) throws IOException {
        try (var catalog = HistoryCatalog.open(location)) {
            var tables = new ArrayList<PinnedTable>();
            for (var definition : HistoryTables.all()) {
                tables.add(PinnedTable.of(definition, catalog.table(definition), asOf));
            }
            return new HistorySnapshot(tables);
        }
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

    /** The tables behind these names. */
    static Set<String> tablesBehind(Set<String> names) {
        var tables = new HashSet<>(names);
        ReadyView.all().stream()
                .filter(view -> names.contains(view.name()))
                .forEach(view -> tables.addAll(view.tables()));
        return tables;
    }
}
