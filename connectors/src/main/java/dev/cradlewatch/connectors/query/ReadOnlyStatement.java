package dev.cradlewatch.connectors.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A statement that only reads tables of the history, judged by the tree that DuckDB's own parser makes of it: what is no query
 * has no tree.
 *
 * @param sql   the statement without a closing semicolon
 * @param names the history's tables and views that it names
 */
record ReadOnlyStatement(String sql, Set<String> names) {
    /** Functions in a FROM that make rows out of their arguments alone. */
    private static final Set<String> ROW_MAKERS = Set.of("generate_series", "range", "unnest");

    private static final Set<String> SCHEMAS = Set.of("", "main", "information_schema");
    private static final String DESCRIBES_ALL = "\"tables\"";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Looks through a statement.
     *
     * @param parser any DuckDB connection
     * @param known  the history's tables and views
     * @throws WrongStatementException if it is not one query over the history's tables
     */
    static ReadOnlyStatement of(String sql, Connection parser, Collection<String> known)
            throws WrongStatementException, SQLException {
        var statement = withoutSemicolon(sql);
        if (statement.isEmpty()) {
            throw new WrongStatementException("the statement is empty: expected SELECT ...");
        }
        var tree = parse(statement, parser);
        if (tree.get("error").asBoolean()) {
            throw new WrongStatementException(complaint(tree, statement));
        }
        if (tree.get("statements").size() != 1) {
            throw new WrongStatementException("%d statements: expected one"
                    .formatted(tree.get("statements").size()));
        }
        var names = new HashSet<String>();
        tree.findValues("cte_map").forEach(map -> map.get("map").forEach(cte -> names.add(lower(cte.get("key")))));
        var tables = new TreeSet<String>();
        for (var node : nodes(tree)) {
            check(node, names, known, tables);
        }
        return new ReadOnlyStatement(statement, tables);
    }

    private static void check(JsonNode node, Set<String> names, Collection<String> known, Set<String> tables)
            throws WrongStatementException {
        switch (node.path("type").asText()) {
            case "TABLE_FUNCTION" -> {
                var function = lower(node.path("function").path("function_name"));
                if (!ROW_MAKERS.contains(function)) {
                    throw new WrongStatementException(
                            "%s(...) is not for FROM here: only the history's tables can be read (%s)"
                                    .formatted(function, String.join(", ", known)));
                }
            }
            case "BASE_TABLE" -> {
                var name = lower(node.get("table_name"));
                var schema = lower(node.get("schema_name"));
                if (known.contains(name)) {
                    tables.add(name);
                } else if (!names.contains(name) && !schema.equals("information_schema")) {
                    throw new WrongStatementException("there is no table '%s': there are %s"
                            .formatted(node.get("table_name").asText(), String.join(", ", known)));
                }
                if (!SCHEMAS.contains(schema)
                        || !node.get("catalog_name").asText().isEmpty()) {
                    throw new WrongStatementException("table '%s' is not of the history: name its tables alone (%s)"
                            .formatted(name, String.join(", ", known)));
                }
            }
            case "SHOW_REF" -> {
                var shown = node.path("table_name").asText();
                if (!shown.isEmpty() && !shown.equals(DESCRIBES_ALL)) {
                    throw new WrongStatementException(
                            "SHOW %s: expected SHOW TABLES or DESCRIBE of a table".formatted(shown));
                }
            }
            default -> {}
        }
    }

    private static JsonNode parse(String statement, Connection parser) throws SQLException {
        try (var query = parser.createStatement();
                var rows = query.executeQuery("SELECT json_serialize_sql(" + DuckTypes.text(statement) + ")")) {
            rows.next();
            return JSON.readTree(rows.getString(1));
        } catch (JsonProcessingException e) {
            throw new SQLException("the parser's answer is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String complaint(JsonNode tree, String statement) {
        if (tree.path("error_type").asText().equals("not implemented")) {
            return "the history is read-only: expected SELECT ..., and one statement";
        }
        var position = tree.path("position").asInt();
        var near = statement.substring(Math.min(position, statement.length()));
        return "no SQL that can be read: %s (at character %d: %s)"
                .formatted(
                        tree.path("error_message").asText(),
                        position + 1,
                        near.length() <= 40 ? near : near.substring(0, 40) + "...");
    }

    private static List<JsonNode> nodes(JsonNode root) {
        var all = new ArrayList<JsonNode>();
        all.add(root);
        for (var next = 0; next < all.size(); next++) {
            all.get(next).forEach(all::add);
        }
        return all;
    }

    private static String withoutSemicolon(String sql) {
        var stripped = sql.strip();
        while (stripped.endsWith(";")) {
            stripped = stripped.substring(0, stripped.length() - 1).strip();
        }
        return stripped;
    }

    private static String lower(JsonNode name) {
        return name.asText().toLowerCase(Locale.ROOT);
    }
}
