package dev.cradlewatch.connectors.history;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.iceberg.Schema;

/** A fact as a row of its table, in the order that the table has its columns; a column of a later release stays empty. */
final class ToRow<T> implements MapFunction<T, RowData> {
    private static final long serialVersionUID = 1L;

    private final ArrayList<SerializableFunction<T, Object>> values = new ArrayList<>();

    ToRow(HistoryTable<T> definition, Schema schema) {
        for (var field : schema.columns()) {
            values.add(value(definition.columns(), field.name()));
        }
    }

    @Override
    public RowData map(T fact) {
        var row = new GenericRowData(values.size());
        for (var position = 0; position < values.size(); position++) {
            row.setField(position, values.get(position).apply(fact));
        }
        return row;
    }

    private static <T> SerializableFunction<T, Object> value(List<Column<T>> columns, String name) {
        for (var column : columns) {
            if (column.name().equals(name)) {
                return column.value();
            }
        }
        return fact -> null;
    }
}
