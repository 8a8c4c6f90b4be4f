package dev.cradlewatch.jobs.eval;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What alerts were worth over some nights.
 *
 * @param nights        nights played
 * @param hours         their length
 * @param episodes      how many there were
 * @param missed        those without an alert
 * @param falseAlarms   alerts without an episode
 * @param repeated      alerts beyond the first of a found episode: flapping
 * @param secondsToAlert of each found episode, from its start, sorted
 */
public record NightReport(
        int nights,
        double hours,
        int episodes,
        List<Episode> missed,
        List<AlertTime> falseAlarms,
        List<AlertTime> repeated,
        List<Double> secondsToAlert) {

    public int found() {
        return episodes - missed.size();
    }

    public double recall() {
        return episodes == 0 ? 1 : (double) found() / episodes;
    }

    public double falseAlarmsPer8Hours() {
        return falseAlarms.size() / hours * 8;
    }

    /** Quantile of the time to alert, interpolated linearly between the two nearest; empty if nothing was found. */
    public OptionalDouble secondsToAlert(double quantile) {
        if (secondsToAlert.isEmpty()) {
            return OptionalDouble.empty();
        }
        var position = quantile * (secondsToAlert.size() - 1);
        var below = (int) Math.floor(position);
        var above = Math.min(below + 1, secondsToAlert.size() - 1);
        var share = position - below;
        return OptionalDouble.of(secondsToAlert.get(below) * (1 - share) + secondsToAlert.get(above) * share);
    }
}
