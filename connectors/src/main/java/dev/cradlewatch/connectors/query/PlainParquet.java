package dev.cradlewatch.connectors.query;

import dev.cradlewatch.connectors.history.HistoryTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The yardstick for a history: a DuckDB that stays open over one Parquet file a table, written by DuckDB itself, with no catalog,
 * no partitions and nothing locked. The settings and the views are those of {@link HistoryQuery}.
 */
public final class PlainParquet implements AutoCloseable {
    private final Connection database;

    private PlainParquet(Connection database) {
        this.database = database;
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
        return new PlainParquet(open(views));
    }

    private static Connection open(List<String> views) throws IOException {
        try {
            var database = Duck.open();
            for (var view : views) {
                Duck.execute(database, view);
            }
            return database;
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + e.getMessage(), e);
        }
    }

    /** Answers a statement and makes every value of the answer what {@link Rows#cells} makes of it; returns its number of rows. */
    public long ask(String statement) throws IOException {
        try (var query = database.createStatement();
                var rows = query.executeQuery(statement)) {
            var columns = rows.getMetaData().getColumnCount();
            var count = 0L;
            while (rows.next()) {
                for (var column = 1; column <= columns; column++) {
                    Cells.of(rows.getObject(column));
                }
                count++;
            }
            return count;
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IOException("DuckDB: " + e.getMessage(), e);
        }
    }
}
