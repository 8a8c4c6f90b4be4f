package dev.cradlewatch.connectors.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.history.Facts;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.operators.alert.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements about a history that Flink jobs wrote: two scores and an alert, then a release with one more column, then a score. */
class HistoryQueryITCase {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static HistoryLocation location;
    private static Instant between;

    @TempDir
    private Path elsewhere;

    @BeforeAll
    static void writeTheHistory() throws Exception {
        location = HistoryLocation.createFolder(folder.resolve("a folder, it's \"quoted\""));
        try (var catalog = HistoryCatalog.open(location)) {
            Facts.append(
                    List.of(Facts.score("crib", 1, Facts.AT), Facts.score("door", 1, Facts.AT.plusSeconds(86_400))),
                    Facts.SCORE,
                    HistoryTables.CRY_SCORES,
                    catalog);
            Facts.append(List.of(Facts.alert()), TypeInformation.of(Alert.class), HistoryTables.ALERTS, catalog);
            between = Instant.now();
            Facts.append(
                    List.of(Facts.score("crib", 2, Facts.AT)),
                    Facts.SCORE,
                    HistoryTables.CRY_SCORES.with(Facts.ROOM),
                    catalog);
        }
    }

    @Test
    void answersOverFilesOfAllReleases() throws Exception {
        assertThat(ask("SELECT device, seq, room, event_time FROM cry_scores ORDER BY event_time, seq;"))
                .containsExactly(
                        "crib|1|null|2026-03-01T02:03:04.123456Z",
                        "crib|2|nursery|2026-03-01T02:03:04.123456Z",
                        "door|1|null|2026-03-02T02:03:04.123456Z");
    }

    @Test
    void nestedEvidenceCanBeAsked() throws Exception {
        assertThat(ask("SELECT id, e.device, e.crying_seconds FROM alerts, unnest(evidence) AS t(e) ORDER BY 2"))
                .containsExactly("a-1|crib|12", "a-1|door|3");
    }

    @Test
    void anEarlierMomentIsSeenAsItWas() throws Exception {
        assertThat(ask("SELECT count(*) FROM cry_scores", Optional.of(between))).containsExactly("2");
        assertThat(ask("SELECT count(*) FROM cry_scores", Optional.of(Instant.EPOCH)))
                .containsExactly("0");
        assertThat(ask("SELECT count(*) FROM cry_scores")).containsExactly("3");
    }

    @Test
    void whatIsWrittenAfterwardsIsNotSeen() throws Exception {
        var later = HistoryLocation.createFolder(elsewhere);
        try (var catalog = HistoryCatalog.open(later)) {
            Facts.append(List.of(Facts.score("crib", 1, Facts.AT)), Facts.SCORE, HistoryTables.CRY_SCORES, catalog);
            var snapshot = HistorySnapshot.of(later, Optional.empty());
            Facts.append(List.of(Facts.score("crib", 2, Facts.AT)), Facts.SCORE, HistoryTables.CRY_SCORES, catalog);

            assertThat(ask("SELECT count(*) FROM cry_scores", snapshot, LONG)).containsExactly("1");
        }
    }

    @Test
    void aTableThatNobodyWroteToIsEmpty() throws Exception {
        assertThat(ask("SELECT count(*), max(score) FROM device_events")).containsExactly("0|null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO alerts SELECT * FROM alerts",
                "UPDATE alerts SET version = 1",
                "DELETE FROM alerts",
                "DROP VIEW alerts",
                "CREATE TABLE mine AS SELECT 1",
                "COPY alerts TO '%s'",
                "COPY (SELECT 1) TO '%s'",
                "EXPORT DATABASE '%s'",
                "ATTACH '%s'",
                "INSTALL httpfs",
                "LOAD httpfs",
                "SET threads = 1",
                "SET enable_external_access = true",
                "RESET lock_configuration",
                "PRAGMA database_list",
                "CALL pragma_version()",
                "EXPLAIN ANALYZE SELECT 1",
                "BEGIN; DELETE FROM alerts",
                "SELECT 1; DROP VIEW alerts",
                "SELECT 1) TO '%s' (FORMAT csv); --"
            })
    void whatIsMoreThanAQuestionIsRefused(String statement) throws Exception {
        refuses(statement, "read-only|2 statements|no SQL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('%s')",
                "SELECT * FROM read_text('%s')",
                "SELECT * FROM read_parquet('%s')",
                "SELECT (SELECT count(*) FROM glob('%s'))",
                "SELECT * FROM '%s'",
                "WITH a AS (SELECT * FROM alerts) SELECT * FROM a JOIN '%s' ON true",
                "SELECT * FROM (WITH \"%1$s\" AS (SELECT 1) SELECT * FROM \"%1$s\") JOIN '%1$s' ON true",
                "SELECT * FROM query('SELECT 1')",
                "SELECT * FROM duckdb_settings()",
                "SELECT * FROM system.main.duckdb_tables",
                "SHOW DATABASES"
            })
    void whatIsNotOfTheHistoryCannotBeRead(String statement) throws Exception {
        refuses(
                statement,
                "only the history's tables|there is no table|not of the history|expected SHOW TABLES|disabled by configuration");
    }

    @Test
    void aWrongNameIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> ask("SELECT * FROM alarms"))
                .isInstanceOf(WrongStatementException.class)
                .hasMessage(
                        "there is no table 'alarms': there are device_events, cry_scores, alerts, feedback, images, clips, "
                                + "episodes, cries_per_night, monitor_uptime, longest_quiet, acknowledgements, alert_models, "
                                + "false_alarms_by_model, alert_clips");
        assertThatThrownBy(() -> ask("SELECT hausehold FROM alerts"))
                .isInstanceOf(WrongStatementException.class)
                .hasMessageContaining("hausehold")
                .hasMessageContaining("household");
        assertThatThrownBy(() -> ask("SELECT FROM WHERE")).isInstanceOf(WrongStatementException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*) FROM range(1000000000) a, range(1000000000) b",
                "SELECT * FROM range(1000000000000)",
                "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
            })
    void anEndlessStatementIsEnded(String statement) throws Exception {
        var snapshot = HistorySnapshot.of(location, Optional.empty());

        assertThatThrownBy(() -> ask(statement, snapshot, Duration.ofSeconds(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no answer within 1 s");
    }

    @Test
    void commentsQuotesAndCommonNamesWorkAsInSql() throws Exception {
        assertThat(ask("/* ; */ SELECT 'it''s; --' -- the end")).containsExactly("it's; --");
        assertThat(ask("WITH Loud AS (FROM cry_scores WHERE probability > 0.5) SELECT count(*) FROM loud"))
                .containsExactly("3");
        assertThat(ask("SELECT column_name FROM (DESCRIBE alerts) LIMIT 1")).containsExactly("event_time");
    }

    @Test
    void anAnswerCanBeAParquetFile() throws Exception {
        var file = elsewhere.resolve("it's an answer.parquet");
        Files.writeString(file, "to be replaced");
        new HistoryQuery(HistorySnapshot.of(location, Optional.empty()), LONG)
                .writeParquet("SELECT device, count(*) AS n FROM cry_scores GROUP BY device ORDER BY n", file);

        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var query = connection.createStatement();
                var rows = query.executeQuery("SELECT * FROM read_parquet(" + DuckTypes.text(file.toString()) + ")")) {
            rows.next();
            assertThat(rows.getString("device") + rows.getLong("n")).isEqualTo("door1");
        }
    }

    private void refuses(String statement, String reasons) throws Exception {
        var before = files();
        var secret = Files.writeString(elsewhere.resolve("secret.csv"), "a,b\n1,2\n");

        assertThatThrownBy(() -> ask(statement.formatted(secret)))
                .isInstanceOf(WrongStatementException.class)
                .hasMessageMatching("(?s).*(" + reasons + ").*");

        assertThat(secret).hasContent("a,b\n1,2\n");
        assertThat(files()).isEqualTo(before);
    }

    private static Map<Path, Long> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .collect(
                            Collectors.toMap(file -> file, file -> file.toFile().length()));
        }
    }

    private static List<String> ask(String statement) throws Exception {
        return ask(statement, Optional.empty());
    }

    private static List<String> ask(String statement, Optional<Instant> asOf) throws Exception {
        return ask(statement, HistorySnapshot.of(location, asOf), LONG);
    }

    private static List<String> ask(String statement, HistorySnapshot snapshot, Duration atMost) throws Exception {
        var lines = new ArrayList<String>();
        new HistoryQuery(snapshot, atMost).run(statement, rows -> {
            while (rows.next()) {
                if (lines.size() < 100) {
                    lines.add(rows.cells().stream().map(String::valueOf).collect(Collectors.joining("|")));
                }
            }
        });
        return lines;
    }
}
