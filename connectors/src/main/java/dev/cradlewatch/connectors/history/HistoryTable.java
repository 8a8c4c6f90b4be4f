package dev.cradlewatch.connectors.history;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What a history table is made of. It is partitioned by the day of {@link #TIME} (UTC) and by buckets of its key, hidden: queries
 * name the columns, never the partitions.
 *
 * @param name    its name
 * @param key     the column that its buckets are made of
 * @param columns its columns; a new release adds at the end
 */
public record HistoryTable<T>(String name, String key, List<Column<T>> columns) implements Serializable {
    /** The column that says when a fact was true. */
    public static final String TIME = "event_time";

    /** More would make more small files, fewer would make a question about one device read more. */
    private static final int BUCKETS = 4;

    public HistoryTable {
        columns = List.copyOf(columns);
    }

    /** With one more column at the end, as a later release may have it. */
    public HistoryTable<T> with(Column<T> column) {
        var more = new ArrayList<>(columns);
        more.add(column);
        return new HistoryTable<>(name, key, more);
    }

    /** Its columns as Iceberg has them, with field ids that only a new table takes over. */
    public Schema schema() {
        var ids = new AtomicInteger();
        var fields = columns.stream()
                .map(column -> NestedField.builder()
                        .withId(ids.incrementAndGet())
                        .withName(column.name())
                        .ofType(TypeUtil.assignFreshIds(column.type(), ids::incrementAndGet))
                        .isOptional(!column.required())
                        .withDoc(column.doc())
                        .build())
                .toList();
        return new Schema(fields);
    }

    PartitionSpec partitions(Schema schema) {
        return PartitionSpec.builderFor(schema).day(TIME).bucket(key, BUCKETS).build();
    }
}
