package dev.cradlewatch.connectors.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * What rows a statement needs of each table, as far as it can be told beforehand, so that Iceberg leaves out the files that have
 * none. DuckDB plans the statement over empty tables; what it would filter while it scans, no other row can pass. What is not
 * understood is no condition.
 */
final class ScanConditions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScanConditions() {}

    /** Conditions by table; one that is not named needs all rows. Leaves nothing behind in the database. */
    static Map<String, Expression> of(ReadOnlyStatement statement, Connection database, Needed needed)
            throws SQLException {
        // Else the plan would know that the tables are empty.
        execute(database, "SET disabled_optimizers = 'statistics_propagation'");
        for (var table : needed.tables()) {
            execute(database, "CREATE TABLE %s (%s)".formatted(DuckTypes.quoted(table.name()), columns(table)));
        }
        for (var view : needed.views()) {
            execute(database, "CREATE VIEW %s AS %s".formatted(DuckTypes.quoted(view.name()), view.sql()));
        }
        try {
            return conditions(plan(statement, database));
        } finally {
            for (var view : needed.views()) {
                execute(database, "DROP VIEW " + DuckTypes.quoted(view.name()));
            }
            for (var table : needed.tables()) {
                execute(database, "DROP TABLE " + DuckTypes.quoted(table.name()));
            }
            execute(database, "RESET disabled_optimizers");
        }
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String columns(PinnedTable table) {
        return table.schema().columns().stream()
                .map(field -> DuckTypes.quoted(field.name()) + " " + DuckTypes.of(field.type()))
                .collect(Collectors.joining(", "));
    }

    /** A statement that cannot be planned will say why when it runs. */
    private static JsonNode plan(ReadOnlyStatement statement, Connection database) throws SQLException {
        try (var planner = database.createStatement();
                var rows = planner.executeQuery("EXPLAIN (FORMAT json) " + statement.sql())) {
            return rows.next() ? JSON.readTree(rows.getString(2)) : JSON.missingNode();
        } catch (JsonProcessingException e) {
            throw new SQLException("the plan is no JSON: " + e.getOriginalMessage(), e);
        } catch (SQLException e) {
            return JSON.missingNode();
        }
    }

    /** A table that is scanned twice needs what either scan does. */
    private static Map<String, Expression> conditions(JsonNode plan) {
        var conditions = new HashMap<String, Expression>();
        for (var table : plan.findParents("Table")) {
            var path = table.get("Table").asText();
            conditions.merge(path.substring(path.lastIndexOf('.') + 1), scan(table.path("Filters")), Expressions::or);
        }
        return conditions;
    }

    private static Expression scan(JsonNode filters) {
        var texts = new ArrayList<String>();
        if (filters.isArray()) {
            filters.forEach(filter -> texts.add(filter.asText()));
        } else if (filters.isTextual()) {
            texts.add(filters.asText());
        }
        return texts.stream()
                .map(FilterText::conditions)
                .flatMap(List::stream)
                .reduce(Expressions.alwaysTrue(), Expressions::and);
    }
}
