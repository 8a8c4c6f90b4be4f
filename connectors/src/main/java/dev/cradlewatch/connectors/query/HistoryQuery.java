package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * Answers statements about one {@link HistorySnapshot}. Each runs in a DuckDB of its own, in memory, whose tables are views of just
 * the files that hold the rows; before the statement runs, every other file, extension and setting is out of its reach.
 */
public final class HistoryQuery {
    private static final String MEMORY = "2GB";

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
        try (var connection = open();
                var copies = cache.lease()) {
            var statement = ReadOnlyStatement.of(sql, connection, snapshot.names());
            var files = createViews(connection, statement, copies);
            target.ifPresent(files::add);
            lockDown(connection, files);
            try (var query = connection.createStatement();
                    var watchdog = new Watchdog(query, timeout)) {
                run(statement, query, task, watchdog);
            }
        } catch (SQLException e) {
            throw new IOException("the history cannot be queried: " + DuckErrors.reason(e), e);
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

    static Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        var connection = DriverManager.getConnection("jdbc:duckdb:", properties);
        execute(connection, "SET TimeZone = 'UTC'");
        execute(connection, "SET memory_limit = " + DuckTypes.text(MEMORY));
        execute(connection, "SET temp_directory = ''");
        return connection;
    }

    private List<String> createViews(Connection connection, ReadOnlyStatement statement, Lease copies)
            throws SQLException, IOException {
        var needed = Needed.by(statement.names(), snapshot.tables());
        var conditions = ScanConditions.of(statement, connection, needed);
        var all = new ArrayList<String>();
        for (var table : needed.tables()) {
            var files = statement.names().isEmpty()
                    ? List.<String>of()
                    : local(table, conditions.getOrDefault(table.name(), Expressions.alwaysTrue()), copies);
            var rows = files.isEmpty() ? noRows(table) : rows(table, files);
            execute(connection, "CREATE VIEW %s AS %s".formatted(DuckTypes.quoted(table.name()), rows));
            all.addAll(files);
        }
        for (var view : needed.views()) {
            execute(connection, "CREATE VIEW %s AS %s".formatted(DuckTypes.quoted(view.name()), view.sql()));
        }
        return all;
    }

    private static List<String> local(PinnedTable table, Expression condition, Lease copies) throws IOException {
        var files = table.files(condition);
        return files.isEmpty() ? List.of() : copies.local(files, table.io());
    }

    /** Columns are found by Iceberg's field ids, so that files of any release fit. */
    private static String rows(PinnedTable table, List<String> files) {
        var columns = table.schema().columns().stream()
                .map(field -> "%d: {name: %s, type: %s, default_value: NULL}"
                        .formatted(
                                field.fieldId(),
                                DuckTypes.text(field.name()),
                                DuckTypes.text(DuckTypes.of(field.type()))))
                .collect(Collectors.joining(", "));
        return "SELECT * FROM read_parquet(%s, schema = MAP {%s})".formatted(list(files), columns);
    }

    private static String noRows(PinnedTable table) {
        return table.schema().columns().stream()
                .map(field -> "NULL::%s AS %s".formatted(DuckTypes.of(field.type()), DuckTypes.quoted(field.name())))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    private static void lockDown(Connection connection, List<String> files) throws SQLException {
        execute(connection, "SET allowed_paths = " + list(files));
        execute(connection, "SET enable_external_access = false");
        execute(connection, "SET lock_configuration = true");
    }

    private static String list(List<String> texts) {
        return texts.stream().map(DuckTypes::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
