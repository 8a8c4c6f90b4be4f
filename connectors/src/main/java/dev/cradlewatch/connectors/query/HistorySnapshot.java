package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryLocation;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole history at one moment: every statement that is asked of it, until it is closed, sees the same rows. */
public final class HistorySnapshot implements AutoCloseable {
    private final Session session;
    private final List<PinnedTable> tables;
    private final Closeable owned;

    /** @param owned what ends with the snapshot */
    HistorySnapshot(Session session, List<PinnedTable> tables, Closeable owned) {
        this.session = session;
        this.tables = List.copyOf(tables);
        this.owned = owned;
    }

    /**
     * Pins each table, for whoever asks once; others take a {@link HistoryReader}.
     *
     * @param asOf the moment; what was committed later is not seen. Empty: now
     * @throws IOException if the history cannot be opened
     */
    public static HistorySnapshot of(HistoryLocation location, Optional<Instant> asOf) throws IOException {
        var reader = new HistoryReader(location);
        try {
            var snapshot = reader.snapshot(asOf);
            return new HistorySnapshot(snapshot.session, snapshot.tables, reader::close);
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        owned.close();
    }

    Session session() {
        return session;
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
