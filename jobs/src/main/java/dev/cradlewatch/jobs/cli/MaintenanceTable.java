package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.cradlewatch.connectors.history.maintenance.TableReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What maintenance did, a line for each table. */
record MaintenanceTable(List<TableReport> reports) {
    private static final String LINE = "%-14s  %18s  %23s  %17s  %s%n";

    void print(PrintWriter out) {
        out.printf(Locale.ROOT, LINE, "table", "files", "size", "snapshots expired", "orphans removed");
        for (var report : reports) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    report.table(),
                    "%,d -> %,d".formatted(report.filesBefore(), report.filesAfter()),
                    "%s -> %s".formatted(size(report.bytesBefore()), size(report.bytesAfter())),
                    "%,d".formatted(report.snapshotsExpired()),
                    report.orphansRemoved() == 0
                            ? "0"
                            : "%,d (%s)".formatted(report.orphansRemoved(), size(report.orphanBytes())));
        }
    }

    /** One object: {"tables": [{"table": ..., "files_before": ...}, ...]}. */
    String json() throws IOException {
        try {
            return new ObjectMapper()
                    .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .writeValueAsString(Map.of("tables", reports));
        } catch (JsonProcessingException e) {
            throw new IOException("the report cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
