package dev.cradlewatch.connectors.history.maintenance;

import dev.cradlewatch.connectors.history.HistoryTable;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericDeleteFilter;
import org.apache.iceberg.data.IdentityPartitionConverters;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.formats.ReadBuilder;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.DateTimeUtil;
import org.apache.iceberg.util.PartitionUtil;

/**
 * The rows of some data files in the order of their time. A row waits until no unread file can hold an earlier one, so memory
 * depends on how far files overlap; beyond {@value #MOST_WAITING} rows the order gives way, never a row.
 */
final class RowsByTime {
    static final int MOST_WAITING = 200_000;

    private final Table table;
    private final EarliestRows earliest;

    RowsByTime(Table table, EarliestRows earliest) {
        this.table = table;
        this.earliest = earliest;
    }

    void forEach(List<FileScanTask> tasks, Consumer<Record> reader) throws IOException {
        var waiting = new PriorityQueue<>(Comparator.comparingLong(RowsByTime::micros));
        var inOrder =
                tasks.stream().sorted(Comparator.comparingLong(earliest::of)).toList();
        for (var task : inOrder) {
            while (!waiting.isEmpty() && micros(waiting.peek()) < earliest.of(task)) {
                reader.accept(waiting.poll());
            }
            try (var rows = open(task)) {
                for (var row : rows) {
                    waiting.add(row);
                    if (waiting.size() > MOST_WAITING) {
                        reader.accept(waiting.poll());
                    }
                }
            }
        }
        while (!waiting.isEmpty()) {
            reader.accept(waiting.poll());
        }
    }

    private static long micros(Record row) {
        return DateTimeUtil.microsFromTimestamptz((OffsetDateTime) row.getField(HistoryTable.TIME));
    }

    private CloseableIterable<Record> open(FileScanTask task) {
        var deletions = new GenericDeleteFilter(table.io(), task, table.schema(), table.schema());
        var columns = deletions.requiredSchema();
        ReadBuilder<Record, Schema> builder = FormatModelRegistry.readBuilder(
                task.file().format(), Record.class, table.io().newInputFile(task.file()));
        return deletions.filter(builder.project(columns)
                .idToConstant(PartitionUtil.constantsMap(task, IdentityPartitionConverters::convertConstant))
                .split(task.start(), task.length())
                .build());
    }
}
