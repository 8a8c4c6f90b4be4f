package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The yardstick for a history: DuckDB over one Parquet file a table, written by DuckDB itself, with no catalog, no partitions and
 * nothing locked. The memory and the views are those of {@link HistoryQuery}.
 */
public final class PlainParquet {
    private final List<String> views;

    private PlainParquet(List<String> views) {
        this.views = List.copyOf(views);
    }

    /**
     * Copies a history's rows.
     *
     * @param folder  where the files go
     * @param timeout for each table
     */
    public static PlainParquet copyOf(HistorySnapshot history, Path folder, Duration timeout)
            throws IOException, WrongStatementException {
        Files.createDirectories(folder);
        var query = new HistoryQuery(history, timeout);
        var views = new ArrayList<String>();
        for (var table : HistoryTables.all()) {
            var name = DuckTypes.quoted(table.name());
            var file = folder.resolve(table.name() + ".parquet");
            query.writeParquet("SELECT * FROM " + name, file);
            views.add("CREATE VIEW %s AS SELECT * FROM read_parquet(%s)"
                    .formatted(name, DuckTypes.text(file.toString())));
        }
        for (var view : ReadyView.all()) {
            views.add("CREATE VIEW %s AS %s".formatted(DuckTypes.quoted(view.name()), view.sql()));
        }
        return new PlainParquet(views);
    }

    /** Answers a statement in a DuckDB of its own and reads the answer to its end; returns its number of rows. */
    public long ask(String statement) throws IOException {
        try (var connection = HistoryQuery.open();
                var query = connection.createStatement()) {
            for (var view : views) {
                query.execute(view);
            }
            try (var rows = query.executeQuery(statement)) {
                var count = 0L;
                while (rows.next()) {
                    count++;
                }
                return count;
            }
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + e.getMessage(), e);
        }
    }
}
