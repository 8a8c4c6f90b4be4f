package dev.cradlewatch.connectors.history.maintenance;

import dev.cradlewatch.connectors.history.HistoryTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;

/** The time of each data file's earliest row, in microseconds since 1970. */
record EarliestRows(Map<String, Long> micros) {

    /** @param snapshot the state whose files are meant */
    static EarliestRows of(Table table, long snapshot) throws IOException {
        var time = table.schema().findField(HistoryTable.TIME).fieldId();
        var micros = new HashMap<String, Long>();
        var scan = table.newScan().useSnapshot(snapshot).includeColumnStats(Set.of(HistoryTable.TIME));
        try (var tasks = scan.planFiles()) {
            for (var task : tasks) {
                Optional.ofNullable(task.file().lowerBounds())
                        .map(bounds -> bounds.get(time))
                        .ifPresent(bound -> micros.put(
                                task.file().location(),
                                Conversions.fromByteBuffer(Types.TimestampType.withZone(), bound)));
            }
        }
        return new EarliestRows(micros);
    }

    /** No row of the file is earlier. */
    long of(FileScanTask task) {
        return micros.getOrDefault(task.file().location(), Long.MIN_VALUE);
    }
}
