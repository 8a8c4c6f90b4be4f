package dev.cradlewatch.jobs.bench.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.jobs.bench.fleet.AlertTimes.Told;
import dev.cradlewatch.jobs.feed.Fed;
import java.time.Duration;
import java.time.Instant;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench fleet} says.
 *
 * @param plan        how much was measured
 * @param begin       when the fleet began
 * @param nights      what its monitors heard, by their number
 * @param fed         what they sent
 * @param late        how long after its end a second of sound was sent at most
 * @param samples     the system over the time
 * @param unscored    windows that had no score in the end
 * @param deadLetters records that were refused
 * @param told        the alerts
 */
public record FleetReport(
        FleetPlan plan,
        Instant begin,
        List<MonitorNight> nights,
        Fed fed,
        Duration late,
        List<FleetSample> samples,
        long unscored,
        long deadLetters,
        Told told) {
    private static final double MEGABYTE = 1e6;

    /** Whether nothing was lost or came twice, and the backlog at the end was no more than a second above that at the beginning. */
    public boolean isWhole() {
        return unscored == 0
                && deadLetters == 0
                && told.doubled() == 0
                && meanWaiting(lastThird()) <= meanWaiting(firstThird()) + windowsPerSecond();
    }

    public String text() {
        var latencies = latencies();
        var text = new Formatter(Locale.ROOT);
        text.format(
                "%,d monitors, %d s: %,d windows (%.1f %% of the sound, %.0f a second), %,d events%n",
                plan.monitors(),
                plan.seconds(),
                fed.windows(),
                100 * fed.streamedShare(),
                windowsPerSecond(),
                fed.events());
        text.format(
                "%d cries: %d told, %d alerts besides; %d windows unscored, %d dead letters, %d alerts doubled%n",
                latencies.cries(),
                latencies.toldCries(),
                latencies.otherAlerts(),
                unscored,
                deadLetters,
                told.doubled());
        text.format("The fleet itself was at most %d ms late; that is in the latencies.%n%n", late.toMillis());
        latencies.describe(text);
        text.format(
                "%nWINDOWS NOT SCORED YET  first third %.1f, last third %.1f, at most %d%n%n",
                meanWaiting(firstThird()), meanWaiting(lastThird()), mostWaiting());
        memory(text);
        return text.toString();
    }

    public ObjectNode json() {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("bench", "fleet");
        var rows = result.putArray("rows");
        var alerts = rows.addObject()
                .put("row", "alerts")
                .put("monitors", plan.monitors())
                .put("seconds", plan.seconds())
                .put("windows", fed.windows())
                .put("events", fed.events())
                .put("streamed_share", fed.streamedShare())
                .put("unscored", unscored)
                .put("dead_letters", deadLetters)
                .put("fleet_late_max_ms", late.toMillis());
        latencies().describe(alerts);
        for (var sample : samples) {
            var row = rows.addObject()
                    .put("row", "sample")
                    .put("second", sample.second())
                    .put("windows", sample.windows())
                    .put("waiting", sample.waiting());
            for (var memory : sample.memory()) {
                row.put(memory.process() + "_heap_mb", memory.heapBytes() / MEGABYTE)
                        .put(memory.process() + "_rss_mb", memory.residentBytes() / MEGABYTE);
            }
        }
        var ratios = result.putObject("ratios");
        ratios().forEach(ratios::put);
        return result;
    }

    private Map<String, Double> ratios() {
        var ratios = new LinkedHashMap<String, Double>();
        ratios.put("waiting_last_third_over_first", meanWaiting(lastThird()) / meanWaiting(firstThird()));
        var looked =
                samples.stream().filter(sample -> !sample.memory().isEmpty()).toList();
        if (looked.size() > 1) {
            var middle = looked.get(looked.size() / 2);
            var last = looked.get(looked.size() - 1);
            ratios.put("heap_end_over_middle", heap(last) / heap(middle));
            ratios.put("rss_end_over_middle", resident(last) / resident(middle));
        }
        return ratios;
    }

    private void memory(Formatter text) {
        var looked =
                samples.stream().filter(sample -> !sample.memory().isEmpty()).toList();
        text.format("%-14s", "HEAP, RSS IN MB");
        looked.forEach(sample -> text.format(" %13s", sample.second() + " s"));
        text.format("%n");
        for (var process = 0;
                !looked.isEmpty() && process < looked.get(0).memory().size();
                process++) {
            text.format("%-15s", looked.get(0).memory().get(process).process());
            for (var sample : looked) {
                var memory = sample.memory().get(process);
                text.format(" %6.0f %6.0f", memory.heapBytes() / MEGABYTE, memory.residentBytes() / MEGABYTE);
            }
            text.format("%n");
        }
        text.format("%n");
        ratios().forEach((name, ratio) -> text.format("%-32s %6.2f%n", name, ratio));
    }

    private Latencies latencies() {
        return new Latencies(begin, nights, told);
    }

    private double windowsPerSecond() {
        return (double) fed.windows() / plan.seconds();
    }

    private List<FleetSample> firstThird() {
        return samples.subList(0, Math.max(1, samples.size() / 3));
    }

    private List<FleetSample> lastThird() {
        return samples.subList(samples.size() - Math.max(1, samples.size() / 3), samples.size());
    }

    private static double meanWaiting(List<FleetSample> samples) {
        return samples.stream().mapToLong(FleetSample::waiting).average().orElse(0);
    }

    private long mostWaiting() {
        return samples.stream().mapToLong(FleetSample::waiting).max().orElse(0);
    }

    private static double heap(FleetSample sample) {
        return sample.memory().stream().mapToLong(ProcessMemory::heapBytes).sum();
    }

    private static double resident(FleetSample sample) {
        return sample.memory().stream().mapToLong(ProcessMemory::residentBytes).sum();
    }
}
