package dev.cradlewatch.connectors.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.history.Facts;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.operators.alert.Alert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions asked again and again of a history that grows meanwhile. The third time a small table is in memory. */
class HistoryReaderITCase {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int TIMES = 4;
    private static final String COUNT = "SELECT count(*) FROM cry_scores";
    private static final String DEVICES =
            "SELECT device, seq FROM cry_scores WHERE event_time >= '2026-03-02' ORDER BY ALL";

    @TempDir
    private Path folder;

    private HistoryCatalog catalog;
    private HistoryReader reader;

    @BeforeEach
    void writeTwoScores() throws Exception {
        var location = HistoryLocation.createFolder(folder.resolve("history"));
        catalog = HistoryCatalog.open(location);
        append(1, Facts.AT);
        append(2, Facts.AT.plus(Duration.ofDays(1)));
        reader = new HistoryReader(location);
    }

    @AfterEach
    void close() throws Exception {
        reader.close();
        catalog.close();
    }

    @Test
    void eachQuestionSeesWhatWasCommittedBeforeIt() throws Exception {
        for (var seq = 3; seq < 3 + TIMES; seq++) {
            assertThat(ask(COUNT)).containsExactly(String.valueOf(seq - 1));
            assertThat(ask(COUNT)).containsExactly(String.valueOf(seq - 1));
            append(seq, Facts.AT);
        }
    }

    @Test
    void theSameQuestionHasTheSameAnswerEveryTime() throws Exception {
        for (var time = 0; time < TIMES; time++) {
            assertThat(ask(DEVICES)).containsExactly("crib|2");
            assertThat(ask("SELECT count(*) FROM cry_scores s JOIN episodes e ON e.household = s.household"))
                    .containsExactly("0");
            assertThat(ask("SELECT max(dropped_windows) FROM device_events")).containsExactly("null");
        }
    }

    @Test
    void aSnapshotStaysAsItWasWhileOthersSeeMore() throws Exception {
        try (var before = reader.snapshot(Optional.empty())) {
            assertThat(ask(COUNT, before)).containsExactly("2");
            append(3, Facts.AT);
            for (var time = 0; time < TIMES; time++) {
                assertThat(ask(COUNT)).containsExactly("3");
                assertThat(ask(COUNT, before)).containsExactly("2");
            }
        }
    }

    @Test
    void anEarlierMomentCanBeAskedBetweenTwoQuestionsAboutNow() throws Exception {
        var between = Instant.now();
        append(3, Facts.AT);
        for (var time = 0; time < TIMES; time++) {
            assertThat(ask(COUNT)).containsExactly("3");
            try (var past = reader.snapshot(Optional.of(between))) {
                assertThat(ask(COUNT, past)).containsExactly("2");
            }
        }
    }

    @Test
    void tablesAndColumnsThatALaterReleaseMakesAreSeen() throws Exception {
        assertThat(ask("SELECT count(*) FROM alerts")).containsExactly("0");
        Facts.append(List.of(Facts.alert()), TypeInformation.of(Alert.class), HistoryTables.ALERTS, catalog);
        Facts.append(
                List.of(Facts.score("crib", 3, Facts.AT)),
                Facts.SCORE,
                HistoryTables.CRY_SCORES.with(Facts.ROOM),
                catalog);

        assertThat(ask("SELECT count(*) FROM alerts")).containsExactly("1");
        assertThat(ask("SELECT seq, room FROM cry_scores ORDER BY seq"))
                .containsExactly("1|null", "2|null", "3|nursery");
    }

    @Test
    void manyAskSideBySideWhileTheHistoryGrows() throws Exception {
        var people = Executors.newFixedThreadPool(TIMES);
        try {
            var answers = IntStream.range(0, TIMES * TIMES)
                    .mapToObj(number -> people.submit(() -> ask(COUNT).get(0)))
                    .toList();
            append(3, Facts.AT);
            for (var answer : answers) {
                assertThat(answer.get()).isIn("2", "3");
            }
            assertThat(ask(COUNT)).containsExactly("3");
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void aDatabaseThatIsKeptOpensNothingElse() throws Exception {
        ask(COUNT);
        var secret = Files.writeString(folder.resolve("secret.csv"), "a,b\n1,2\n");
        for (var time = 0; time < TIMES; time++) {
            for (var statement : List.of(
                    "SELECT * FROM cry_scores, read_text('%s')",
                    "SELECT * FROM cry_scores JOIN '%s' ON true",
                    "INSERT INTO cry_scores SELECT * FROM cry_scores",
                    "DROP TABLE cry_scores",
                    "SET enable_external_access = true")) {
                assertThatThrownBy(() -> ask(statement.formatted(secret))).isInstanceOf(WrongStatementException.class);
            }
            assertThat(ask(COUNT)).containsExactly("2");
        }
    }

    @Test
    void anEndlessStatementDoesNotStopTheOthers() throws Exception {
        try (var snapshot = reader.snapshot(Optional.empty())) {
            var endless = new HistoryQuery(snapshot, Duration.ofSeconds(1));
            assertThatThrownBy(() -> endless.run(
                            "SELECT count(*) FROM cry_scores, range(1000000000) a, range(1000000000) b", rows -> {
                                while (rows.next()) {
                                    rows.cells();
                                }
                            }))
                    .hasMessageContaining("no answer within 1 s");
        }
        assertThat(ask(COUNT)).containsExactly("2");
    }

    @Test
    void columnsAreWrittenInPagesThatDuckDbReadsFast() throws Exception {
        var table = catalog.table(HistoryTables.CRY_SCORES).orElseThrow();
        try (var files = Files.walk(folder);
                var database = Duck.open();
                var query = database.createStatement()) {
            var file =
                    files.filter(path -> path.toString().endsWith(".parquet")).findAny();
            var rows = query.executeQuery("SELECT DISTINCT compression FROM parquet_metadata(%s)"
                    .formatted(DuckTypes.text(file.orElseThrow().toString())));
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("SNAPPY");
        }
        table.updateProperties()
                .remove("write.parquet.page-version")
                .set("write.parquet.compression-codec", "zstd")
                .commit();
        append(3, Facts.AT);

        assertThat(catalog.table(HistoryTables.CRY_SCORES).orElseThrow().properties())
                .containsEntry("write.parquet.page-version", "v2")
                .containsEntry("write.parquet.compression-codec", "snappy");
    }

    private void append(int seq, Instant at) throws Exception {
        Facts.append(List.of(Facts.score("crib", seq, at)), Facts.SCORE, HistoryTables.CRY_SCORES, catalog);
    }

    private List<String> ask(String statement) throws Exception {
        try (var snapshot = reader.snapshot(Optional.empty())) {
            return ask(statement, snapshot);
        }
    }

    private static List<String> ask(String statement, HistorySnapshot snapshot) throws Exception {
        return AnswerLines.of(new HistoryQuery(snapshot, LONG), statement);
    }
}
