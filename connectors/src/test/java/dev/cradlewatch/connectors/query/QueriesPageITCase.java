package dev.cradlewatch.connectors.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.clip.ClipFile;
import dev.cradlewatch.connectors.history.Facts;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.image.ImageFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A night with two cries: the statements of docs/queries.md answer, and the ready views say what happened. */
class QueriesPageITCase {
    private static final Pattern STATEMENT = Pattern.compile("(?s)```sql\\n(.*?)```");
    private static final Instant EVENING = Instant.parse("2026-01-15T23:50:00Z");
    private static final Instant MORNING = Instant.parse("2026-01-16T05:00:00Z");

    @TempDir
    private static Path folder;

    private static HistoryQuery query;

    @BeforeAll
    static void writeANight() throws Exception {
        var location = HistoryLocation.createFolder(folder);
        try (var catalog = HistoryCatalog.open(location)) {
            Facts.append(
                    List.of(
                            alert("a", 1, AlertKind.CRYING, EVENING, 3),
                            alert("a", 2, AlertKind.QUIET_AGAIN, EVENING, 120),
                            alert("b", 1, AlertKind.CRYING, MORNING, 5),
                            alert("b", 2, AlertKind.STILL_CRYING, MORNING, 60),
                            alert("b", 3, AlertKind.QUIET_AGAIN, MORNING, 240)),
                    TypeInformation.of(Alert.class),
                    HistoryTables.ALERTS,
                    catalog);
            Facts.append(
                    List.of(Facts.event()),
                    TypeInformation.of(new TypeHint<>() {}),
                    HistoryTables.DEVICE_EVENTS,
                    catalog);
            Facts.append(scores(), Facts.SCORE, HistoryTables.CRY_SCORES, catalog);
            Facts.append(
                    List.of(
                            said("f-1", FeedbackKind.ACKNOWLEDGED, "a", EVENING.plusSeconds(63)),
                            said("f-2", FeedbackKind.ACKNOWLEDGED, "a", EVENING.plusSeconds(33)),
                            said("f-3", FeedbackKind.FALSE_ALARM, "b", MORNING.plusSeconds(300)),
                            said("f-4", FeedbackKind.FALSE_ALARM, "b", MORNING.plusSeconds(310)),
                            said("f-5", FeedbackKind.FALSE_ALARM, "unknown", MORNING),
                            missedCry("f-6", MORNING.plusSeconds(3_600))),
                    TypeInformation.of(Feedback.class),
                    HistoryTables.FEEDBACK,
                    catalog);
            Facts.append(List.of(Facts.image()), TypeInformation.of(ImageFacts.class), HistoryTables.IMAGES, catalog);
            Facts.append(
                    List.of(
                            Facts.clip("a", "crib", EVENING),
                            Facts.clip("b", "crib", MORNING),
                            Facts.clip("b", "door", MORNING)),
                    TypeInformation.of(ClipFile.class),
                    HistoryTables.CLIPS,
                    catalog);
        }
        query = new HistoryQuery(HistorySnapshot.of(location, Optional.empty()), Duration.ofSeconds(60));
    }

    static Stream<String> statements() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "queries.md"));
        return STATEMENT.matcher(page).results().map((MatchResult match) -> match.group(1));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void everyStatementOfThePageHasAnAnswer(String statement) throws Exception {
        assertThat(ask(statement)).isNotEmpty();
    }

    @Test
    void thePageHasAtLeastTenStatements() throws IOException {
        assertThat(statements()).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void anEpisodeLastsFromItsCryToItsQuietAndBelongsToTheNightThatBegan() throws Exception {
        assertThat(ask("SELECT id, night, seconds, rang, severity FROM episodes ORDER BY id"))
                .containsExactly("a|2026-01-15|120.0|true|WARNING", "b|2026-01-15|240.0|true|WARNING");
        assertThat(ask("SELECT household, night, cries, minutes, longest_seconds FROM cries_per_night"))
                .containsExactly("willow|2026-01-15|2|6.0|240.0");
    }

    @Test
    void theLongestQuietIsBetweenTwoEpisodes() throws Exception {
        var quiet = Duration.between(EVENING.plusSeconds(120), MORNING).toSeconds();

        assertThat(ask("SELECT night, seconds, since FROM longest_quiet"))
                .containsExactly("2026-01-15|%d.0|2026-01-15T23:52:00Z".formatted(quiet));
    }

    @Test
    void uptimeCountsMinutesWithASign() throws Exception {
        assertThat(ask("SELECT device, minutes_with_sign, minutes, uptime FROM monitor_uptime"))
                .containsExactly("crib|1|1|1.0");
    }

    @Test
    void anAlertIsAcknowledgedByTheFirstToSaySoAndStaysOpenWithoutOne() throws Exception {
        assertThat(ask("SELECT alert_id, rang, seconds, acknowledged_at FROM acknowledgements ORDER BY alert_id"))
                .containsExactly("a|true|30.0|2026-01-15T23:50:33Z", "b|true|null|null");
    }

    /** Alert b was mostly scored by 3; of the seconds after it, and of a monitor that is no evidence, nothing counts. */
    @Test
    void aFalseAlarmIsThatOfTheModelThatScoredMostOfItsSeconds() throws Exception {
        assertThat(ask("SELECT alert_id, model FROM alert_models ORDER BY alert_id"))
                .containsExactly("a|cry-full 2", "b|cry-full 3");
        assertThat(ask("SELECT model, alerts, false_alarms, rate FROM false_alarms_by_model ORDER BY model"))
                .containsExactly("cry-full 2|1|0|0.0", "cry-full 3|1|1|1.0");
    }

    @Test
    void aClipSaysWhatWasToldOfItAndWhatCaregiversSaid() throws Exception {
        assertThat(ask("SELECT alert_id, device, seconds, told_first, rang, peak_probability, called_false"
                        + " FROM alert_clips ORDER BY alert_id, device"))
                .containsExactly(
                        "a|crib|12.5|CRYING|true|0.95|false",
                        "b|crib|12.5|CRYING|true|0.95|true",
                        "b|door|12.5|CRYING|true|0.8|true");
    }

    private static List<ScoredWindow> scores() {
        var scores = new ArrayList<ScoredWindow>();
        scores.add(scored("crib", EVENING, "cry-full 2"));
        scores.add(scored("crib", MORNING, "cry-full 2"));
        scores.add(scored("crib", MORNING.plusSeconds(1), "cry-full 3"));
        scores.add(scored("crib", MORNING.plusSeconds(239), "cry-full 3"));
        for (var second = 0; second < 5; second++) {
            scores.add(scored("kitchen", MORNING.plusSeconds(second), "cry-full 4"));
            scores.add(scored("crib", MORNING.plusSeconds(240 + second), "cry-full 4"));
        }
        return scores;
    }

    private static ScoredWindow scored(String device, Instant at, String model) {
        var score = Facts.score(device, at.getEpochSecond(), at);
        return new ScoredWindow(score.window(), score.probability(), model);
    }

    private static Feedback said(String id, FeedbackKind kind, String alert, Instant at) {
        return Feedback.ofAlert(id, "willow", kind, alert, 1, "Ada", at);
    }

    private static Feedback missedCry(String id, Instant from) {
        return new Feedback(
                id,
                "willow",
                FeedbackKind.MISSED_CRY,
                "",
                0,
                "Ada",
                from.plusSeconds(600),
                "crib",
                from,
                from.plusSeconds(60));
    }

    private static Alert alert(String id, int version, AlertKind kind, Instant start, int seconds) {
        var silence = kind == AlertKind.QUIET_AGAIN ? Silence.KIND : Silence.NONE;
        return new Alert(
                id,
                version,
                "willow",
                kind,
                Severity.WARNING,
                silence,
                start,
                start.plusSeconds(seconds),
                evidence(kind, seconds));
    }

    /** The monitor at the door hears what ends, not what begins. */
    private static List<DeviceEvidence> evidence(AlertKind kind, int seconds) {
        var crib = new DeviceEvidence("crib", 0.9, 0.95, seconds, true);
        return kind == AlertKind.QUIET_AGAIN
                ? List.of(crib, new DeviceEvidence("door", 0.7, 0.8, 1, false))
                : List.of(crib);
    }

    private static List<String> ask(String statement) throws Exception {
        var lines = new ArrayList<String>();
        query.run(statement, rows -> {
            while (rows.next()) {
                lines.add(rows.cells().stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
        });
        return lines;
    }
}
