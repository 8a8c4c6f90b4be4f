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

    /**
     * Conditions by table; one that is not named needs all rows.
     *
     * @param database with all tables and views, no rows, and no optimizer that knows about the rows
     */
    static Map<String, Expression> of(ReadOnlyStatement statement, Connection database) throws SQLException {
        return conditions(plan(statement, database));
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
