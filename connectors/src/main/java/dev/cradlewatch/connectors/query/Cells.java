package dev.cradlewatch.connectors.query;

import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;

/** DuckDB's values as JSON has them. Times are ISO 8601 in UTC, bytes Base64, and numbers that JSON lacks are texts. */
final class Cells {
    private Cells() {}

    static Object of(Object value) throws SQLException {
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue()) ? value : value.toString();
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value;
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant().toString();
        }
        if (value instanceof Array array) {
            return list((Object[]) array.getArray());
        }
        if (value instanceof DuckDBStruct struct) {
            return object(struct.getMap());
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        if (value instanceof Blob blob) {
            return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
        }
        return value.toString();
    }

    private static List<Object> list(Object[] values) throws SQLException {
        var cells = new ArrayList<Object>();
        for (var value : Arrays.asList(values)) {
            cells.add(of(value));
        }
        return cells;
    }

    private static Map<String, Object> object(Map<?, ?> fields) throws SQLException {
        var cells = new LinkedHashMap<String, Object>();
        for (var field : fields.entrySet()) {
            cells.put(String.valueOf(field.getKey()), of(field.getValue()));
        }
        return cells;
    }
}
