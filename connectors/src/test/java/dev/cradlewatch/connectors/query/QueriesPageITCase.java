package dev.cradlewatch.connectors.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.history.Facts;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
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
            Facts.append(List.of(Facts.score("crib", 1, EVENING)), Facts.SCORE, HistoryTables.CRY_SCORES, catalog);
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
                List.of(new DeviceEvidence("crib", 0.9, 0.95, seconds, true)));
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
