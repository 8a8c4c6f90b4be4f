package dev.cradlewatch.connectors.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expression;

/**
 * Reads and plans statements over tables without rows, in a DuckDB of its own that can open no file. Statements that it has read
 * before it knows.
 */
final class Planner implements AutoCloseable {
    private static final int KNOWN_STATEMENTS = 256;

    private final Connection database;
    private final Cache<String, ReadOnlyStatement> known =
            Caffeine.newBuilder().maximumSize(KNOWN_STATEMENTS).build();

    private Planner(Connection database) {
        this.database = database;
    }

    /** @param tables of which only names and columns count */
    static Planner over(List<PinnedTable> tables) throws SQLException {
        var database = Duck.open();
        try {
            // Else the plan would know that the tables are empty.
            Duck.execute(database, "SET disabled_optimizers = 'statistics_propagation'");
            for (var table : tables) {
                Duck.execute(
                        database, "CREATE TABLE %s (%s)".formatted(DuckTypes.quoted(table.name()), columns(table)));
            }
            for (var view : ReadyView.all()) {
                Duck.createView(database, view.name(), view.sql());
            }
            Duck.lockDown(database, List.of(), List.of());
            return new Planner(database);
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Looks through a statement.
     *
     * @param names the history's tables and views
     * @throws WrongStatementException if it is not one query over the history's tables
     */
    ReadOnlyStatement read(String sql, Collection<String> names) throws WrongStatementException, SQLException {
        var before = known.getIfPresent(sql);
        if (before != null) {
            return before;
        }
        var statement = ReadOnlyStatement.of(sql, database, names);
        known.put(sql, statement);
        return statement;
    }

    /** What rows the statement needs, by table, as {@link ScanConditions} finds it. */
    Map<String, Expression> conditions(ReadOnlyStatement statement) throws SQLException {
        return ScanConditions.of(statement, database);
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    private static String columns(PinnedTable table) {
        return table.schema().columns().stream()
                .map(field -> DuckTypes.quoted(field.name()) + " " + DuckTypes.of(field.type()))
                .collect(Collectors.joining(", "));
    }
}
