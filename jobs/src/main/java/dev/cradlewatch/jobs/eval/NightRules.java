package dev.cradlewatch.jobs.eval;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges alerts against the truth. An episode is found if an alert opens between its start and ten seconds after its end. An alert
 * is false if no episode lies around it, two seconds of grace before and ten after.
 */
public final class NightRules {
    private static final double GRACE_BEFORE_SECONDS = 2;
    private static final double GRACE_AFTER_SECONDS = 10;

    private NightRules() {}

    public static NightReport judge(int nights, double hours, List<Episode> episodes, List<AlertTime> alerts) {
        var missed = new ArrayList<Episode>();
        var repeated = new ArrayList<AlertTime>();
        var times = new ArrayList<Double>();
        for (var episode : episodes) {
            var inTime = alerts.stream()
                    .filter(alert -> covers(episode, alert, 0))
                    .sorted((a, b) -> Double.compare(a.seconds(), b.seconds()))
                    .toList();
            if (inTime.isEmpty()) {
                missed.add(episode);
            } else {
                times.add(inTime.get(0).seconds() - episode.startSeconds());
                repeated.addAll(inTime.subList(1, inTime.size()));
            }
        }
        var falseAlarms = alerts.stream()
                .filter(alert -> episodes.stream().noneMatch(episode -> covers(episode, alert, GRACE_BEFORE_SECONDS)))
                .toList();
        return new NightReport(
                nights,
                hours,
                episodes.size(),
                missed,
                falseAlarms,
                repeated,
                times.stream().sorted().toList());
    }

    private static boolean covers(Episode episode, AlertTime alert, double graceBefore) {
        return episode.night().equals(alert.night())
                && alert.seconds() >= episode.startSeconds() - graceBefore
                && alert.seconds() <= episode.endSeconds() + GRACE_AFTER_SECONDS;
    }
}
