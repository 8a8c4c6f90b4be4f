package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.expressions.Expression;

/**
 * Answers statements about one {@link HistorySnapshot} with DuckDB. One that needs only some of the files runs in a database of its
 * own over just these, others in one that is kept; before a statement runs, every other file, extension and setting is out of its
 * reach.
 */
public final class HistoryQuery {
    private final HistorySnapshot snapshot;
    private final Duration timeout;
    private final FileCache cache;

    /**
     * Keeps copies of files of other machines in this user's cache.
     *
     * @param timeout how long a statement and its answer may take once its files are on this machine
     */
    public HistoryQuery(HistorySnapshot snapshot, Duration timeout) {
        this(snapshot, timeout, FileCache.ofUser());
    }

    /** @param cache where copies of files of other machines are kept */
    public HistoryQuery(HistorySnapshot snapshot, Duration timeout, FileCache cache) {
        this.snapshot = snapshot;
        this.timeout = timeout;
        this.cache = cache;
    }

    /**
     * Answers a statement.
     *
     * @throws WrongStatementException if it is not one query over the history's tables
     * @throws IOException             if it takes too long, or fails while it runs
     */
    public void run(String sql, ResultWriter writer) throws WrongStatementException, IOException {
        answer(sql, Optional.empty(), (statement, query, watchdog) -> {
            try (var rows = query.executeQuery(statement.sql())) {
                writer.write(new Rows(rows, watchdog));
            }
        });
    }

    /**
     * Writes the answer of a statement as a Parquet file.
     *
     * @param file replaced when the answer is complete
     * @throws WrongStatementException if it is not one query over the history's tables
     * @throws IOException             if it takes too long, or fails while it runs, or cannot be written
     */
    public void writeParquet(String sql, Path file) throws WrongStatementException, IOException {
        var target = file.toAbsolutePath().normalize();
        var part = target.resolveSibling("%s.%s.part".formatted(target.getFileName(), UUID.randomUUID()));
        try {
            answer(
                    sql,
                    Optional.of(part.toString()),
                    (statement, query, watchdog) ->
                            query.execute("COPY (%s\n) TO %s (FORMAT parquet, USE_TMP_FILE false)"
                                    .formatted(statement.sql(), DuckTypes.text(part.toString()))));
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private interface Task {
        void run(ReadOnlyStatement statement, Statement query, Watchdog watchdog) throws SQLException, IOException;
    }

    private void answer(String sql, Optional<String> target, Task task) throws WrongStatementException, IOException {
        try (var copies = cache.lease()) {
            var statement = snapshot.session().read(sql, snapshot);
            try (var connection = connect(statement, target, copies);
                    var query = connection.createStatement();
                    var watchdog = snapshot.session().watch(query, timeout)) {
                run(statement, query, task, watchdog);
            }
        } catch (SQLException e) {
            throw new IOException("the history cannot be queried: " + DuckErrors.reason(e), e);
        }
    }

    private Connection connect(ReadOnlyStatement statement, Optional<String> target, Lease copies)
            throws SQLException, IOException {
        var needed = Needed.by(statement.names(), snapshot.tables());
        var conditions = new Conditions(statement, snapshot);
        if (target.isEmpty() && !statement.names().isEmpty()) {
            var kept = snapshot.session().connect(snapshot, needed, conditions);
            if (kept.isPresent()) {
                return kept.get();
            }
        }
        var connection = Duck.open();
        try {
            var files = createViews(connection, statement, needed, conditions, copies);
            target.ifPresent(files::add);
            Duck.lockDown(connection, files, List.of());
            return connection;
        } catch (SQLException | IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void run(ReadOnlyStatement statement, Statement query, Task task, Watchdog watchdog)
            throws WrongStatementException, IOException {
        try {
            task.run(statement, query, watchdog);
        } catch (SQLException e) {
            if (watchdog.hasBitten()) {
                throw new IOException(
                        "no answer within %d s: ask for less, or give it longer with --timeout"
                                .formatted(timeout.toSeconds()),
                        e);
            }
            if (DuckErrors.isOfStatement(e)) {
                throw new WrongStatementException(DuckErrors.reason(e));
            }
            throw new IOException("the statement failed: " + DuckErrors.reason(e), e);
        }
    }

    private static List<String> createViews(
            Connection connection, ReadOnlyStatement statement, Needed needed, Conditions conditions, Lease copies)
            throws SQLException, IOException {
        var all = new ArrayList<String>();
        for (var table : needed.tables()) {
            var files = statement.names().isEmpty() ? List.<String>of() : local(table, conditions.of(table), copies);
            Duck.createView(connection, table.name(), Duck.rows(table, files));
            all.addAll(files);
        }
        for (var view : needed.views()) {
            Duck.createView(connection, view.name(), view.sql());
        }
        return all;
    }

    private static List<String> local(PinnedTable table, Expression condition, Lease copies) throws IOException {
        var files = table.files(condition);
        return files.isEmpty() ? List.of() : copies.local(files, table.io());
    }
}
