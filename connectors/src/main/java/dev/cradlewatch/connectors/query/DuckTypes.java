package dev.cradlewatch.connectors.query;

import java.util.stream.Collectors;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** DuckDB's names of Iceberg's types, and how names and texts are quoted in its SQL. */
final class DuckTypes {
    private DuckTypes() {}

    /** @throws IllegalArgumentException for a type that no history table has */
    static String of(Type type) {
        return switch (type.typeId()) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "INTEGER";
            case LONG -> "BIGINT";
            case FLOAT -> "FLOAT";
            case DOUBLE -> "DOUBLE";
            case DATE -> "DATE";
            case STRING -> "VARCHAR";
            case BINARY -> "BLOB";
            case TIMESTAMP -> ((Types.TimestampType) type).shouldAdjustToUTC() ? "TIMESTAMPTZ" : "TIMESTAMP";
            case LIST -> of(type.asListType().elementType()) + "[]";
            case STRUCT ->
                type.asStructType().fields().stream()
                        .map(field -> quoted(field.name()) + " " + of(field.type()))
                        .collect(Collectors.joining(", ", "STRUCT(", ")"));
            default -> throw new IllegalArgumentException("columns of type " + type + " cannot be queried");
        };
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
