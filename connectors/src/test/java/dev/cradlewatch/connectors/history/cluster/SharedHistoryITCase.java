package dev.cradlewatch.connectors.history.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.files.S3Server;
import dev.cradlewatch.connectors.history.CatalogDatabase;
import dev.cradlewatch.connectors.history.Facts;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.connectors.history.maintenance.HistoryMaintenance;
import dev.cradlewatch.connectors.history.maintenance.MaintenancePolicy;
import dev.cradlewatch.connectors.history.maintenance.TableReport;
import dev.cradlewatch.connectors.query.AnswerLines;
import dev.cradlewatch.connectors.query.FileCache;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history as several machines share it: the catalog in a real PostgreSQL, the files on a server that speaks S3. */
class SharedHistoryITCase {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ALL_ROWS =
            "SELECT count(*), count(DISTINCT seq), sum(hash(s)::HUGEINT) FROM cry_scores AS s";
    private static final long PLENTY = 1L << 30;
    private static final int COMMITS = 2;
    private static final int ROWS_OF_COMMIT = 40;

    private static PostgresServer postgres;
    private static S3Server s3;

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    @BeforeAll
    static void start() throws Exception {
        postgres = PostgresServer.start();
        s3 = new S3Server();
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
        postgres.close();
    }

    @Test
    void flinkWritesItStatementsReadItAndMaintenanceMergesIt() throws Exception {
        var location = shared("written");
        write(location, 0, COMMITS);
        var cache = new FileCache(folder, PLENTY);
        assertThat(ask("SELECT count(*), count(DISTINCT seq), max(seq) FROM cry_scores", location, cache))
                .containsExactly("80|80|79");
        assertThat(ask("SELECT household, count(*) FROM alerts GROUP BY ALL", location, cache))
                .isEmpty();
        var rows = ask(ALL_ROWS, location, cache);
        var objects = s3.keys();
        assertThat(objects).allMatch(key -> key.startsWith("written/history/"));

        try (var pinned = HistorySnapshot.of(location, Optional.empty());
                var catalog = HistoryCatalog.open(location)) {
            var report = maintain(catalog, Instant.now());
            assertThat(report.filesAfter()).isLessThan(report.filesBefore());
            assertThat(ask(ALL_ROWS, pinned, new FileCache(elsewhere, PLENTY))).isEqualTo(rows);
        }
        assertThat(ask(ALL_ROWS, location, cache)).isEqualTo(rows);

        write(location, COMMITS * ROWS_OF_COMMIT, 1);
        var before = s3.keys();
        try (var catalog = HistoryCatalog.open(location)) {
            assertThat(maintain(catalog, Instant.now().plus(Duration.ofDays(30)))
                            .snapshotsExpired())
                    .isPositive();
        }
        assertThat(before).as("files of old states are gone").anyMatch(key -> !s3.keys()
                .contains(key));
        assertThat(ask("SELECT count(*), count(DISTINCT seq), max(seq) FROM cry_scores", location, cache))
                .containsExactly("120|120|119");
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile))
                    .as("copies and nothing else")
                    .allMatch(file ->
                            file.getParent().equals(folder) && file.toString().endsWith(".parquet"));
        }
    }

    @Test
    void onlyWhatAStatementNeedsIsFetchedAndThatOnce() throws Exception {
        var location = shared("cached");
        write(location, 0, 1);
        var cache = new FileCache(folder, PLENTY);
        ask("SELECT * FROM cry_scores WHERE event_time < '2000-01-01'", location, cache);
        assertThat(folder).isEmptyDirectory();

        var rows = ask(ALL_ROWS, location, cache);
        var copies = copies();

        assertThat(copies).isNotEmpty();
        assertThat(ask(ALL_ROWS, location, cache)).isEqualTo(rows);
        assertThat(copies()).as("the same files").isEqualTo(copies);
    }

    @Test
    void secretsAreNeverPrinted() {
        var location = shared("written");
        assertThat(location + " " + database() + " " + s3.store())
                .contains("s3://cradle/written", "jdbc:postgresql://")
                .doesNotContain(postgres.password(), s3.store().secretKey());
        assertThatThrownBy(() -> HistoryCatalog.open(HistoryLocation.shared(
                        new CatalogDatabase(postgres.address(), PostgresServer.USER, "not-the-password"),
                        s3.store(),
                        "s3://cradle/refused")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("not-the-password");
        assertThatThrownBy(() -> new CatalogDatabase("jdbc:postgresql://db/x?user=a&password=p", "a", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("password=p");
    }

    private static HistoryLocation shared(String prefix) {
        return HistoryLocation.shared(database(), s3.store(), "s3://%s/%s".formatted(S3Server.BUCKET, prefix));
    }

    private static CatalogDatabase database() {
        return new CatalogDatabase(postgres.address(), PostgresServer.USER, postgres.password());
    }

    /** Rows of four monitors and two days. */
    private static void write(HistoryLocation location, int firstRow, int commits) throws Exception {
        try (var catalog = HistoryCatalog.open(location)) {
            for (var commit = 0; commit < commits; commit++) {
                var first = firstRow + commit * ROWS_OF_COMMIT;
                var facts = IntStream.range(first, first + ROWS_OF_COMMIT)
                        .mapToObj(seq -> Facts.score("crib" + seq % 4, seq, Facts.AT.plusSeconds(seq % 2 * 86_400L)))
                        .toList();
                Facts.append(facts, Facts.SCORE, HistoryTables.CRY_SCORES, catalog);
            }
        }
    }

    private static TableReport maintain(HistoryCatalog catalog, Instant now) throws IOException {
        var policy = new MaintenancePolicy(8L << 20, Duration.ofDays(7), 1, Duration.ofDays(3));
        return new HistoryMaintenance(catalog, policy, InstantSource.fixed(now))
                .run()
                .get(0);
    }

    /** Copies with what tells one file from another of the same name. */
    private Map<Path, Object> copies() throws IOException {
        var copies = new HashMap<Path, Object>();
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                copies.put(
                        file,
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey());
            }
        }
        return copies;
    }

    private static List<String> ask(String statement, HistoryLocation location, FileCache cache) throws Exception {
        try (var snapshot = HistorySnapshot.of(location, Optional.empty())) {
            return ask(statement, snapshot, cache);
        }
    }

    private static List<String> ask(String statement, HistorySnapshot snapshot, FileCache cache) throws Exception {
        return AnswerLines.of(new HistoryQuery(snapshot, LONG, cache), statement);
    }
}
