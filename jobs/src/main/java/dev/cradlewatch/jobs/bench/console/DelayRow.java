package dev.cradlewatch.jobs.bench.console;

import org.HdrHistogram.Histogram;

/**
 * How long alerts took from the log to pages.
 *
 * @param name       what was measured
 * @param pages      that were open
 * @param households whose pages they were
 * @param alerts     that were written
 * @param delays     of every alert at every page of its household, microseconds from the broker's timestamp
 * @param lost       pairs of alert and page that never met
 * @param memory     of the console's process at the end
 */
public record DelayRow(
        String name, int pages, int households, int alerts, Histogram delays, int lost, ServerMemory memory) {
    private static final double MICROS_PER_MILLI = 1_000;

    double millis(double percentile) {
        return delays.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    double mostMillis() {
        return delays.getMaxValue() / MICROS_PER_MILLI;
    }
}
