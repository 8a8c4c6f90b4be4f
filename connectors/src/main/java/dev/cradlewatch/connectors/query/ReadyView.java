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

    /** From each alert's opening to the first time that somebody acknowledged it; none if nobody did. */
    private static final ReadyView ACKNOWLEDGEMENTS =
            new ReadyView("acknowledgements", Set.of("alerts", "feedback"), """
            SELECT a.household, a.id AS alert_id, a.rang, a.opened_at, f.acknowledged_at, f.caregiver,
                   epoch(f.acknowledged_at - a.opened_at) AS seconds
            FROM (SELECT household, id, bool_or(rings) AS rang, arg_min(event_time, version) AS opened_at
                  FROM alerts GROUP BY household, id) a
            LEFT JOIN (SELECT household, alert_id, min(event_time) AS acknowledged_at,
                              arg_min(caregiver, event_time) AS caregiver
                       FROM feedback WHERE kind = 'ACKNOWLEDGED' GROUP BY household, alert_id) f
                 ON f.household = a.household AND f.alert_id = a.id
            """);

    /**
     * The model of each cry alert: the one that scored most of the seconds of its monitors between its beginning and its last
     * version. None if no sound was scored, because the monitor's own detection rang.
     */
    private static final ReadyView ALERT_MODELS = new ReadyView("alert_models", Set.of("alerts", "cry_scores"), """
            SELECT a.household, a.alert_id, a.started_at, m.model
            FROM (SELECT household, id AS alert_id, min(started_at) AS started_at FROM alerts
                  WHERE kind IN ('CRYING', 'STILL_CRYING', 'QUIET_AGAIN', 'CRIED_WHILE_OFFLINE')
                  GROUP BY household, id) a
            LEFT JOIN (SELECT household, alert_id, arg_max(model, (seconds, model)) AS model
                       FROM (SELECT e.household, e.alert_id, s.model, count(*) AS seconds
                             FROM (SELECT a.household, a.id AS alert_id, t.e.device AS device,
                                          min(a.started_at) AS started_at, max(a.event_time) AS until
                                   FROM alerts a, unnest(a.evidence) AS t(e) GROUP BY ALL) e
                             JOIN cry_scores s ON s.household = e.household AND s.device = e.device
                                  AND s.event_time >= e.started_at AND s.event_time < e.until
                             GROUP BY ALL)
                       GROUP BY household, alert_id) m
                 ON m.household = a.household AND m.alert_id = a.alert_id
            """);

    /** Of the cry alerts of each model version, those that a caregiver called false. */
    private static final ReadyView FALSE_ALARMS_BY_MODEL =
            new ReadyView("false_alarms_by_model", Set.of("alerts", "cry_scores", "feedback"), """
            SELECT m.model, count(*) AS alerts, count(f.alert_id) AS false_alarms,
                   count(f.alert_id) / count(*) AS rate
            FROM alert_models m
            LEFT JOIN (SELECT DISTINCT household, alert_id FROM feedback WHERE kind = 'FALSE_ALARM') f
                 ON f.household = m.household AND f.alert_id = m.alert_id
            GROUP BY m.model
            """);

    /** The sound of each alert, with what was told of it and what caregivers said: to listen and to label anew. */
    private static final ReadyView ALERT_CLIPS =
            new ReadyView("alert_clips", Set.of("alerts", "clips", "feedback"), """
            SELECT c.household, c.alert_id, c.device, c.path, c.start, c.seconds, c.sound_seconds, c.written_at,
                   a.told_first, a.severity, a.rang, e.evidence.peak_probability AS peak_probability,
                   e.evidence.heard_locally AS heard_locally, coalesce(f.false_alarm, false) AS called_false
            FROM clips c
            LEFT JOIN (SELECT household, id, arg_min(kind, version) AS told_first,
                              arg_max(severity, version) AS severity, bool_or(rings) AS rang
                       FROM alerts GROUP BY ALL) a
                 ON a.household = c.household AND a.id = c.alert_id
            LEFT JOIN (SELECT a.household, a.id, t.e.device AS device, arg_max(t.e, a.version) AS evidence
                       FROM alerts a, unnest(a.evidence) AS t(e) GROUP BY ALL) e
                 ON e.household = c.household AND e.id = c.alert_id AND e.device = c.device
            LEFT JOIN (SELECT household, alert_id, bool_or(kind = 'FALSE_ALARM') AS false_alarm
                       FROM feedback GROUP BY ALL) f
                 ON f.household = c.household AND f.alert_id = c.alert_id
            """);

    /** All of them, in the order in which they can be made. */
    static List<ReadyView> all() {
        return List.of(
                EPISODES,
                CRIES_PER_NIGHT,
                MONITOR_UPTIME,
                LONGEST_QUIET,
                ACKNOWLEDGEMENTS,
                ALERT_MODELS,
                FALSE_ALARMS_BY_MODEL,
                ALERT_CLIPS);
    }
}
