package dev.cradlewatch.console.night;

import static dev.cradlewatch.console.night.History.quoted;

import dev.cradlewatch.connectors.clip.ClipFolder;
import dev.cradlewatch.console.night.History.Row;
import dev.cradlewatch.operators.stream.Origin;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** One household's nights. A night is named by the day on which it begins, and lasts from noon to noon (UTC). */
public final class NightBook {
    private static final String NIGHT = "((%s AT TIME ZONE 'UTC') - INTERVAL 12 HOUR)::DATE";

    private final History history;
    private final ClipFolder clips;

    /** @param clips where the history keeps sound */
    public NightBook(History history, ClipFolder clips) {
        this.history = history;
        this.clips = clips;
    }

    /** Whether an alert is the household's. */
    public boolean hasAlert(String household, String alert) throws IOException {
        return !history.ask(List.of("SELECT 1 AS there FROM alerts WHERE household = %s AND id = %s LIMIT 1"
                        .formatted(quoted(household), quoted(alert))))
                .get(0)
                .isEmpty();
    }

    /** The WAV file around a household's alert, if the history keeps it still. */
    public Optional<byte[]> clip(String household, String alert, String device) throws IOException {
        var path = history
                .ask(List.of(("SELECT path FROM clips WHERE household = %s AND alert_id = %s AND device = %s"
                                + " ORDER BY written_at DESC LIMIT 1")
                        .formatted(quoted(household), quoted(alert), quoted(device))))
                .get(0)
                .stream()
                .map(row -> row.text("path"))
                .findFirst();
        return path.isPresent() ? clips.read(path.get()) : Optional.empty();
    }

    /** Where a monitor's picture and its coloured twin stand in the log, if the history tells. */
    public Optional<PictureOrigins> picture(String device, String imageId) throws IOException {
        return history
                .ask(List.of(("SELECT origin_topic, origin_partition, origin_offset,"
                                + " colored_topic, colored_partition, colored_offset FROM images"
                                + " WHERE device = %s AND image_id = %s AND colored_topic IS NOT NULL LIMIT 1")
                        .formatted(quoted(device), quoted(imageId))))
                .get(0)
                .stream()
                .map(row -> new PictureOrigins(origin(row, "origin"), origin(row, "colored")))
                .findFirst();
    }

    /**
     * Where a picture stands.
     *
     * @param night the upload
     * @param color its coloured twin
     */
    public record PictureOrigins(Origin night, Origin color) {}

    /** The newest nights that have anything, the newest first. */
    List<NightSummary> summaries(String household, int nights) throws IOException {
        var of = quoted(household);
        var answers = history.ask(List.of("""
                SELECT c.night::VARCHAR AS night, c.cries, c.seconds, c.alarms, coalesce(f.falses, 0) AS falses,
                       coalesce(q.seconds, 0) AS quiet, a.median AS response
                FROM (SELECT night, count(*) AS cries, coalesce(sum(seconds), 0) AS seconds,
                             count(*) FILTER (rang) AS alarms
                      FROM episodes WHERE household = %1$s GROUP BY night) c
                LEFT JOIN (SELECT night, seconds FROM longest_quiet WHERE household = %1$s) q ON q.night = c.night
                LEFT JOIN (SELECT e.night, count(DISTINCT e.id) AS falses FROM episodes e
                           JOIN feedback f ON f.alert_id = e.id AND f.household = e.household
                           WHERE e.household = %1$s AND f.kind = 'FALSE_ALARM' GROUP BY e.night) f ON f.night = c.night
                LEFT JOIN (SELECT %2$s AS night, median(seconds) AS median FROM acknowledgements
                           WHERE household = %1$s AND seconds IS NOT NULL GROUP BY 1) a ON a.night = c.night
                ORDER BY c.night DESC LIMIT %3$d
                """.formatted(of, NIGHT.formatted("opened_at"), nights), """
                SELECT night::VARCHAR AS night, coalesce(sum(epoch(back - started)), 0) AS seconds
                FROM (SELECT id, %2$s AS night, min(started_at) AS started,
                             max(event_time) FILTER (kind = 'MONITOR_BACK') AS back
                      FROM alerts WHERE household = %1$s AND kind IN ('MONITOR_OFFLINE', 'MONITOR_BACK') GROUP BY ALL)
                GROUP BY night
                """.formatted(
                        of, NIGHT.formatted("started_at"))));
        return answers.get(0).stream()
                .map(row -> NightSummary.of(row, outageSeconds(answers.get(1), row.text("night"))))
                .toList();
    }

    /** Everything of one night. */
    NightRows night(String household, LocalDate night) throws IOException {
        var of = quoted(household);
        var during = "BETWEEN TIMESTAMPTZ '%1$s 12:00:00+00' AND TIMESTAMPTZ '%2$s 12:00:00+00'"
                .formatted(night, night.plusDays(1));
        var answers = history.ask(
                List.of("""
                SELECT e.id, e.started_at AS started, coalesce(e.ended_at, d.last_told) AS ended, e.rang, e.severity, d.devices,
                       a.acknowledged_at AS acknowledged, a.caregiver
                FROM episodes e
                LEFT JOIN acknowledgements a ON a.alert_id = e.id AND a.household = e.household
                LEFT JOIN (SELECT id, list_sort(list_distinct(flatten(list(list_transform(evidence, x -> x.device))))) AS devices,
                                  max(event_time) AS last_told
                           FROM alerts WHERE household = %1$s GROUP BY id) d ON d.id = e.id
                WHERE e.household = %1$s AND e.started_at %2$s ORDER BY e.started_at
                """.formatted(of, during), """
                SELECT id, min(started_at) AS started, max(event_time) FILTER (kind = 'MONITOR_BACK') AS back,
                       any_value(evidence[1].device) AS device
                FROM alerts WHERE household = %1$s AND kind IN ('MONITOR_OFFLINE', 'MONITOR_BACK')
                     AND started_at %2$s GROUP BY id ORDER BY started
                """.formatted(of, during), """
                SELECT DISTINCT i.device, i.image_id, i.event_time AS taken FROM images i
                WHERE i.event_time %2$s ORDER BY taken
                """.formatted(of, during), """
                SELECT kind, alert_id, caregiver, event_time AS said, device, cry_from, cry_to FROM feedback
                WHERE household = %1$s AND (event_time %2$s OR cry_from %2$s) ORDER BY said
                """.formatted(
                                of, during)));
        return new NightRows(answers.get(0), answers.get(1), answers.get(2), answers.get(3));
    }

    /** What the history says of a night, as it says it; pictures are those of all households. */
    record NightRows(List<Row> cries, List<Row> outages, List<Row> pictures, List<Row> feedback) {}

    private static Origin origin(Row row, String prefix) {
        return new Origin(row.text(prefix + "_topic"), (int) row.number(prefix + "_partition"), (long)
                row.number(prefix + "_offset"));
    }

    private static double outageSeconds(List<Row> outages, String night) {
        return outages.stream()
                .filter(row -> row.text("night").equals(night))
                .mapToDouble(row -> row.number("seconds"))
                .sum();
    }
}
