package dev.cradlewatch.connectors.history;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/** A table's rows as Iceberg reads them, by the names of their columns. */
final class TableRows {
    private TableRows() {}

    static List<Map<String, Object>> of(Table table) throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        try (var records = IcebergGenerics.read(table).build()) {
            records.forEach(record -> rows.add(values(record)));
        }
        return rows;
    }

    static Map<String, Object> values(Object record) {
        var values = new TreeMap<String, Object>();
        for (Types.NestedField field : ((Record) record).struct().fields()) {
            values.put(field.name(), ((Record) record).getField(field.name()));
        }
        return values;
    }

    /** The row of {@link Facts#score}. */
    static Map<String, Object> scoreRow(String device, long seq, Instant at) {
        return row(
                "event_time",
                utc(at),
                "device",
                device,
                "household",
                "willow",
                "probability",
                0.875f,
                "model",
                "cry-full 2",
                "local_score",
                0.5f,
                "agent_model",
                "cry-tiny 1",
                "reason",
                "AUDIT",
                "lane",
                "LIVE",
                "epoch",
                -5L,
                "seq",
                seq,
                "device_time",
                utc(Facts.DEVICE_TIME),
                "arrival",
                utc(Facts.ARRIVAL),
                "origin_partition",
                2,
                "origin_offset",
                77L,
                "level_dbfs",
                -40f);
    }

    static Map<String, Object> row(Object... namesAndValues) {
        var row = new TreeMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
