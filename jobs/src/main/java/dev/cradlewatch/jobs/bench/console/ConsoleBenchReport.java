package dev.cradlewatch.jobs.bench.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench console} says.
 *
 * @param one     with one page
 * @param many    with many pages of many households
 * @param storm   with as many pages of one household
 * @param restart of the console under the many
 */
public record ConsoleBenchReport(DelayRow one, DelayRow many, DelayRow storm, RestartRow restart) {
    private static final double MEDIAN = 50;
    private static final double P95 = 95;
    private static final double P99 = 99;
    private static final double MEGABYTE = 1e6;
    private static final double KILOBYTE = 1e3;
    private static final double SECOND_MILLIS = 1e3;

    /** Whether every page had every alert of its household and came back. */
    public boolean isWhole() {
        return delays().stream().allMatch(row -> row.lost() == 0)
                && restart.lost() == 0
                && restart.reconnected() == restart.pages();
    }

    public String text() {
        var text = new Formatter(Locale.ROOT);
        text.format(
                "%-9s %6s %10s %7s %8s %5s %9s %9s %9s %9s %8s %7s%n",
                "ROW",
                "PAGES",
                "HOUSEHOLDS",
                "ALERTS",
                "SEEN",
                "LOST",
                "P50 MS",
                "P95 MS",
                "P99 MS",
                "MAX MS",
                "HEAP MB",
                "RSS MB");
        delays().forEach(row -> text.format(
                "%-9s %6d %10d %7d %8d %5d %9.1f %9.1f %9.1f %9.1f %8.0f %7.0f%n",
                row.name(),
                row.pages(),
                row.households(),
                row.alerts(),
                row.delays().getTotalCount(),
                row.lost(),
                row.millis(MEDIAN),
                row.millis(P95),
                row.millis(P99),
                row.mostMillis(),
                row.memory().heapBytes() / MEGABYTE,
                row.memory().residentBytes() / MEGABYTE));
        text.format(
                "%nRestart: away for %.1f s; %d of %d pages back, the last after %.1f s; of %d alerts, %d lost%n%n",
                restart.away().toMillis() / SECOND_MILLIS,
                restart.reconnected(),
                restart.pages(),
                restart.lastBack().toMillis() / SECOND_MILLIS,
                restart.alerts(),
                restart.lost());
        ratios().forEach((name, ratio) -> text.format("%-28s %8.2f%n", name, ratio));
        return text.toString();
    }

    public ObjectNode json() {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("bench", "console");
        var rows = result.putArray("rows");
        for (var row : delays()) {
            put(rows.addObject().put("row", row.name()), row.memory())
                    .put("pages", row.pages())
                    .put("households", row.households())
                    .put("alerts", row.alerts())
                    .put("seen", row.delays().getTotalCount())
                    .put("lost", row.lost())
                    .put("p50_ms", row.millis(MEDIAN))
                    .put("p95_ms", row.millis(P95))
                    .put("p99_ms", row.millis(P99))
                    .put("max_ms", row.mostMillis());
        }
        put(rows.addObject().put("row", "restart"), restart.memory())
                .put("pages", restart.pages())
                .put("reconnected", restart.reconnected())
                .put("alerts", restart.alerts())
                .put("lost", restart.lost())
                .put("away_ms", restart.away().toMillis())
                .put("last_page_back_ms", restart.lastBack().toMillis());
        var ratios = result.putObject("ratios");
        ratios().forEach(ratios::put);
        return result;
    }

    /** Delays of many pages over those of one, and what a page costs the server. */
    private Map<String, Double> ratios() {
        var ratios = new LinkedHashMap<String, Double>();
        ratios.put("p50_%d_over_1".formatted(many.pages()), many.millis(MEDIAN) / one.millis(MEDIAN));
        ratios.put("p99_%d_over_1".formatted(many.pages()), many.millis(P99) / one.millis(P99));
        ratios.put("p50_storm_over_1", storm.millis(MEDIAN) / one.millis(MEDIAN));
        if (many.pages() > one.pages()) {
            var heap = many.memory().heapBytes() - one.memory().heapBytes();
            ratios.put("heap_kb_per_page", heap / KILOBYTE / (many.pages() - one.pages()));
        }
        return ratios;
    }

    private static ObjectNode put(ObjectNode row, ServerMemory memory) {
        return row.put("server_heap_mb", memory.heapBytes() / MEGABYTE)
                .put("server_rss_mb", memory.residentBytes() / MEGABYTE);
    }

    private List<DelayRow> delays() {
        return List.of(many, one, storm);
    }
}
