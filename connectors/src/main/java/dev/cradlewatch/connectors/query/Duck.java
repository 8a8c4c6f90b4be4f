package dev.cradlewatch.connectors.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** DuckDB databases in memory as the history's questions need them, and what is told them in SQL. */
final class Duck {
    private static final String MEMORY = "2GB";

    private Duck() {}

    static Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        var connection = DriverManager.getConnection("jdbc:duckdb:", properties);
        execute(connection, "SET GLOBAL TimeZone = 'UTC'");
        execute(connection, "SET memory_limit = " + DuckTypes.text(MEMORY));
        execute(connection, "SET temp_directory = ''");
        execute(connection, "SET parquet_metadata_cache = true");
        return connection;
    }

    /** From now on every other file, extension and setting is out of the database's reach. */
    static void lockDown(Connection connection, Collection<String> files, Collection<String> folders)
            throws SQLException {
        execute(connection, "SET allowed_paths = " + list(files));
        execute(connection, "SET allowed_directories = " + list(folders));
        execute(connection, "SET enable_external_access = false");
        execute(connection, "SET lock_configuration = true");
    }

    /** The rows of a table's files. Columns are found by Iceberg's field ids, so that files of any release fit. */
    static String rows(PinnedTable table, List<String> files) {
        if (files.isEmpty()) {
            return noRows(table);
        }
        var columns = table.schema().columns().stream()
                .map(field -> "%d: {name: %s, type: %s, default_value: NULL}"
                        .formatted(
                                field.fieldId(),
                                DuckTypes.text(field.name()),
                                DuckTypes.text(DuckTypes.of(field.type()))))
                .collect(Collectors.joining(", "));
        return "SELECT * FROM read_parquet(%s, schema = MAP {%s})".formatted(list(files), columns);
    }

    static void createView(Connection connection, String name, String sql) throws SQLException {
        execute(connection, "CREATE VIEW %s AS %s".formatted(DuckTypes.quoted(name), sql));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String noRows(PinnedTable table) {
        return table.schema().columns().stream()
                .map(field -> "NULL::%s AS %s".formatted(DuckTypes.of(field.type()), DuckTypes.quoted(field.name())))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    private static String list(Collection<String> texts) {
        return texts.stream().map(DuckTypes::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
