package dev.cradlewatch.console.night;

import dev.cradlewatch.console.night.History.Row;
import java.util.Optional;

/**
 * A night in a line.
 *
 * @param night                 the day on which it begins
 * @param cries                 episodes
 * @param cryingSeconds         of all of them
 * @param alarms                episodes that rang
 * @param falseAlarms           episodes that caregivers called false
 * @param longestQuietSeconds   between two episodes
 * @param outageSeconds         of outages that are over
 * @param medianResponseSeconds from an alert to its acknowledgement, if any was
 */
record NightSummary(
        String night,
        long cries,
        long cryingSeconds,
        long alarms,
        long falseAlarms,
        long longestQuietSeconds,
        long outageSeconds,
        Optional<Double> medianResponseSeconds) {

    static NightSummary of(Row row, double outageSeconds) {
        return new NightSummary(
                row.text("night"),
                (long) row.number("cries"),
                Math.round(row.number("seconds")),
                (long) row.number("alarms"),
                (long) row.number("falses"),
                Math.round(row.number("quiet")),
                Math.round(outageSeconds),
                row.maybeNumber("response"));
    }
}
