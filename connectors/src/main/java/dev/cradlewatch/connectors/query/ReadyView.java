package dev.cradlewatch.connectors.query;

import java.util.List;
import java.util.Set;

/**
 * A question that is asked often, ready to be selected from. A night is named by the day on which it begins: what happens until
 * noon (UTC) belongs to the night of the day before.
 *
 * @param name   its name in SQL
 * @param tables the history's tables that it reads
 * @param sql    what it stands for; may use views before it
 */
record ReadyView(String name, Set<String> tables, String sql) {

    /** A cry from its opening to its close; an episode that goes on has no end. */
    private static final ReadyView EPISODES = new ReadyView("episodes", Set.of("alerts"), """
            SELECT household, id, ((min(started_at) AT TIME ZONE 'UTC') - INTERVAL 12 HOUR)::DATE AS night,
                   min(started_at) AS started_at, max(event_time) FILTER (kind = 'QUIET_AGAIN') AS ended_at,
                   epoch(max(event_time) FILTER (kind = 'QUIET_AGAIN') - min(started_at)) AS seconds,
                   bool_or(rings) AS rang, arg_max(severity, version) AS severity
            FROM alerts WHERE kind IN ('CRYING', 'STILL_CRYING', 'QUIET_AGAIN')
            GROUP BY household, id
            """);

    private static final ReadyView CRIES_PER_NIGHT = new ReadyView("cries_per_night", Set.of("alerts"), """
            SELECT household, night, count(*) AS cries, sum(seconds) / 60 AS minutes, max(seconds) AS longest_seconds
            FROM episodes GROUP BY household, night
            """);

    /** Of the minutes between a monitor's first and last sign of the day, those with one. */
    private static final ReadyView MONITOR_UPTIME = new ReadyView("monitor_uptime", Set.of("device_events"), """
            SELECT household, device, (event_time AT TIME ZONE 'UTC')::DATE AS day,
                   count(DISTINCT date_trunc('minute', event_time)) AS minutes_with_sign,
                   date_diff('minute', min(event_time), max(event_time)) + 1 AS minutes,
                   count(DISTINCT date_trunc('minute', event_time))
                       / (date_diff('minute', min(event_time), max(event_time)) + 1) AS uptime
            FROM device_events GROUP BY ALL
            """);

    /** The longest time of a night between two episodes. */
    private static final ReadyView LONGEST_QUIET = new ReadyView("longest_quiet", Set.of("alerts"), """
            SELECT household, night, max(quiet_seconds) AS seconds, arg_max(ended_at, quiet_seconds) AS since
            FROM (SELECT *, epoch(lead(started_at) OVER (PARTITION BY household, night ORDER BY started_at) - ended_at)
                             AS quiet_seconds
                  FROM episodes)
            WHERE quiet_seconds IS NOT NULL GROUP BY household, night
            """);

    /** All of them, in the order in which they can be made. */
    static List<ReadyView> all() {
        return List.of(EPISODES, CRIES_PER_NIGHT, MONITOR_UPTIME, LONGEST_QUIET);
    }
}
