package dev.cradlewatch.connectors.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.history.Facts;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many of five files a statement opens: crib on three days, door on the first, and "it's" a year later. */
class ScanConditionsITCase {
    private static final Instant DAY = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private static Path folder;

    private static HistorySnapshot snapshot;

    @BeforeAll
    static void writeFiveFiles() throws Exception {
        var location = HistoryLocation.createFolder(folder);
        try (var catalog = HistoryCatalog.open(location)) {
            Facts.append(
                    List.of(
                            Facts.score("crib", 1, DAY),
                            Facts.score("crib", 2, DAY.plus(Duration.ofDays(1))),
                            Facts.score("crib", 3, DAY.plus(Duration.ofDays(2))),
                            Facts.score("door", 1, DAY),
                            Facts.score("it's", 1, DAY.plus(Duration.ofDays(365)))),
                    Facts.SCORE,
                    HistoryTables.CRY_SCORES,
                    catalog);
        }
        snapshot = HistorySnapshot.of(location, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "5 | count(*) FROM cry_scores",
                "1 | * FROM cry_scores WHERE device = 'door'",
                "1 | * FROM cry_scores WHERE device = 'it''s'",
                "2 | * FROM cry_scores WHERE event_time >= '2026-03-03'",
                "1 | * FROM cry_scores WHERE event_time >= '2026-03-03' AND event_time < '2026-04-01' AND seq > 0",
                "1 | count(*) FROM cry_scores WHERE event_time > '2026-03-02' AND device = 'crib' AND event_time < '2026-03-03 01:00:00+02'",
                "0 | * FROM cry_scores WHERE event_time > now() + INTERVAL 10 YEAR",
                "5 | * FROM cry_scores WHERE event_time > '0044-03-15 (BC) 00:00:00+00'",
                "5 | * FROM cry_scores WHERE event_time < 'infinity'",
                "5 | * FROM cry_scores WHERE device = 'door' OR seq = 3",
                "5 | * FROM cry_scores WHERE agent_model != 'x AND device=''door'''",
                "5 | * FROM cry_scores WHERE concat(agent_model, ' AND device=''door'' AND ') != 'y'",
                "3 | * FROM (SELECT * FROM cry_scores WHERE device = 'door') a, (SELECT * FROM cry_scores WHERE event_time >= '2026-03-03') b",
                "5 | * FROM cry_scores a JOIN cry_scores b USING (seq) WHERE a.device = 'door' AND b.seq > 0",
                "1 | n FROM (WITH c AS (SELECT * FROM cry_scores) SELECT count(*) AS n FROM c WHERE device = 'door')",
                "5 | * FROM cry_scores WHERE event_time > '2026-03-03' OR event_time < '2020-01-01' OR device = 'crib'"
            })
    void onlyFilesThatMayHoldAnAnswerAreOpened(int files, String query) throws Exception {
        try (var planner = Planner.over(snapshot.tables())) {
            var conditions = planner.conditions(planner.read("SELECT " + query, snapshot.names()));
            var scores = scores();

            assertThat(scores.files(conditions.getOrDefault("cry_scores", Expressions.alwaysTrue())))
                    .as(conditions.toString())
                    .hasSize(files);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "false | count(*) FROM cry_scores",
                "false | * FROM cry_scores WHERE agent_model = 'x'",
                "false | * FROM cry_scores WHERE device = 'door' OR seq = 3",
                "true | * FROM cry_scores WHERE device = 'door'",
                "true | * FROM cry_scores WHERE agent_model = 'x' AND event_time >= '2026-03-03'"
            })
    void daysAndDevicesLeaveOutPartitions(boolean leavesOut, String query) throws Exception {
        try (var planner = Planner.over(snapshot.tables())) {
            var conditions = planner.conditions(planner.read("SELECT " + query, snapshot.names()));
            var scores = scores();

            assertThat(scores.isPartitionedBy(conditions.getOrDefault("cry_scores", Expressions.alwaysTrue())))
                    .isEqualTo(leavesOut);
        }
    }

    private static PinnedTable scores() {
        return snapshot.tables().stream()
                .filter(table -> table.name().equals("cry_scores"))
                .findFirst()
                .orElseThrow();
    }
}
