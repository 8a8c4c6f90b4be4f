package dev.cradlewatch.jobs.bench.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.jobs.bench.fleet.AlertTimes.Ring;
import dev.cradlewatch.jobs.bench.fleet.AlertTimes.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Formatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How fast cries of known monitors were told.
 *
 * @param begin  when the fleet began
 * @param nights what its monitors heard, by their number
 * @param told   the alerts
 */
public record Latencies(Instant begin, List<MonitorNight> nights, Told told) {
    private static final double MEDIAN = 50;
    private static final double P95 = 95;
    private static final double P99 = 99;
    private static final int SIGNIFICANT_DIGITS = 3;

    /** A table of them. */
    public void describe(Formatter text) {
        text.format("%-42s %8s %8s %8s %8s%n", "MS", "P50", "P95", "P99", "MAX");
        row(text, "end of the sound until the alert is told", fromEndOfSound());
        row(text, "beginning of the cry until it is told", fromBeginningOfCry());
    }

    /** The same as keys of a row. */
    public void describe(ObjectNode row) {
        row.put("cries", cries())
                .put("told", toldCries())
                .put("other_alerts", otherAlerts())
                .put("doubled", doubled());
        percentiles(row, "", fromEndOfSound());
        percentiles(row, "cry_to_alert_", fromBeginningOfCry());
    }

    public int monitors() {
        return nights.size();
    }

    /** How often a baby cried. */
    public int cries() {
        return (int) nights.stream().filter(night -> night.cry().isPresent()).count();
    }

    /** Cries that were told. */
    public int toldCries() {
        return heard().size();
    }

    /** Versions of alerts that came more than once. */
    public int doubled() {
        return told.doubled();
    }

    /** Alerts besides the first of each cry. */
    public int otherAlerts() {
        return told.rings().size() - toldCries();
    }

    /** From the end of the second of sound that made the job sure until the alert was in the log, milliseconds, of all alerts. */
    private Histogram fromEndOfSound() {
        var millis = new Histogram(SIGNIFICANT_DIGITS);
        told.rings()
                .forEach(ring -> millis.recordValue(Math.max(0, ring.latency().toMillis())));
        return millis;
    }

    /** From the known beginning of each cry that was told, milliseconds. */
    private Histogram fromBeginningOfCry() {
        var millis = new Histogram(SIGNIFICANT_DIGITS);
        heard().forEach((number, ring) -> millis.recordValue(
                Math.max(0, Duration.between(cryFrom(number), ring.inLog()).toMillis())));
        return millis;
    }

    private static void row(Formatter text, String name, Histogram millis) {
        text.format(
                "%-42s %8d %8d %8d %8d%n",
                name,
                millis.getValueAtPercentile(MEDIAN),
                millis.getValueAtPercentile(P95),
                millis.getValueAtPercentile(P99),
                millis.getMaxValue());
    }

    private static void percentiles(ObjectNode row, String prefix, Histogram millis) {
        row.put(prefix + "p50_ms", millis.getValueAtPercentile(MEDIAN))
                .put(prefix + "p95_ms", millis.getValueAtPercentile(P95))
                .put(prefix + "p99_ms", millis.getValueAtPercentile(P99))
                .put(prefix + "max_ms", millis.getMaxValue());
    }

    /** The first alert of each cry, by the monitor's number. */
    private Map<Integer, Ring> heard() {
        var byHousehold = new HashMap<String, Integer>();
        for (var number = 0; number < nights.size(); number++) {
            byHousehold.put(nights.get(number).household(), number);
        }
        var heard = new LinkedHashMap<Integer, Ring>();
        for (var ring : told.rings()) {
            var number = byHousehold.get(ring.household());
            if (nights.get(number).cry().isPresent()
                    && !ring.at().isBefore(cryFrom(number))
                    && !ring.startedAt().isAfter(cryUntil(number))) {
                heard.putIfAbsent(number, ring);
            }
        }
        return heard;
    }

    private Instant cryFrom(int number) {
        return Fleet.begin(begin, number)
                .plusSeconds(nights.get(number).cry().orElseThrow().from());
    }

    private Instant cryUntil(int number) {
        return Fleet.begin(begin, number)
                .plusSeconds(nights.get(number).cry().orElseThrow().until());
    }
}
