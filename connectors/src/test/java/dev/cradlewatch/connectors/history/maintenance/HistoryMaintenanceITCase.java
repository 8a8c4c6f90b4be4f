package dev.cradlewatch.connectors.history.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.history.Facts;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.connectors.query.AnswerLines;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.operators.audio.ScoredWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.io.OutputFileFactory;
import org.apache.iceberg.util.SnapshotUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maintenance of tables that Flink jobs wrote, seen through the questions that people ask. */
class HistoryMaintenanceITCase {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String ALL_ROWS =
            "SELECT count(*), count(DISTINCT seq), sum(hash(s)::HUGEINT) FROM cry_scores AS s";
    private static final MaintenancePolicy POLICY =
            new MaintenancePolicy(8L << 20, Duration.ofDays(7), 1, Duration.ofDays(3));

    @TempDir
    private Path folder;

    private HistoryLocation location;
    private HistoryCatalog catalog;
    private int written;

    @BeforeEach
    void open() throws IOException {
        location = HistoryLocation.createFolder(folder.resolve("a history, it's \"here\""));
        catalog = HistoryCatalog.open(location);
    }

    @AfterEach
    void close() throws IOException {
        catalog.close();
    }

    @Test
    void smallFilesBecomeOneAPartitionWithTheSameRowsInTheOrderOfTime() throws Exception {
        write(200);
        var rows = ask(ALL_ROWS);
        var partitions = partitions();

        var report = maintain(Instant.now());

        assertThat(ask(ALL_ROWS)).isEqualTo(rows);
        assertThat(report.filesBefore()).isGreaterThan(partitions);
        assertThat(report.filesAfter()).isEqualTo(partitions).isEqualTo(dataFiles());
        assertThat(report.bytesAfter()).isBetween(1L, report.bytesBefore());
        assertThat(timesOfRows()).allSatisfy(times -> assertThat(times).isSorted());
        var snapshot = table().currentSnapshot().snapshotId();
        assertThat(maintain(Instant.now()).filesAfter())
                .as("nothing is left to do")
                .isEqualTo(partitions);
        assertThat(table().currentSnapshot().snapshotId()).isEqualTo(snapshot);
    }

    @Test
    void questionsAreAnsweredTheSameWhileFilesAreMergedAndRemoved() throws Exception {
        write(200);
        var rows = ask(ALL_ROWS);
        var pinned = HistorySnapshot.of(location, Optional.empty());
        var maintainer = Executors.newSingleThreadExecutor();
        try {
            var maintenance = maintainer.submit(() -> {
                for (var again = 0; again < 4; again++) {
                    maintain(Instant.now().plus(Duration.ofDays(30)));
                }
                return maintain(Instant.now());
            });
            var asked = 0;
            while (!maintenance.isDone()) {
                assertThat(ask(ALL_ROWS)).isEqualTo(rows);
                assertThat(ask(ALL_ROWS, pinned)).isEqualTo(rows);
                asked++;
            }
            assertThat(maintenance.get().filesAfter()).isEqualTo(partitions());
            assertThat(asked).isPositive();
        } finally {
            maintainer.shutdownNow();
        }
    }

    @Test
    void theStateBeforeTheMergeCanBeSeenUntilTheHorizon() throws Exception {
        write(200);
        var rows = ask(ALL_ROWS);
        var between = Instant.now();
        write(200);
        var all = ask(ALL_ROWS);
        maintain(Instant.now());
        var files = parquetFiles().size();

        assertThat(ask(ALL_ROWS, HistorySnapshot.of(location, Optional.of(between))))
                .isEqualTo(rows);
        assertThat(maintain(Instant.now().plus(Duration.ofDays(6))).snapshotsExpired())
                .isZero();
        assertThat(ask(ALL_ROWS, HistorySnapshot.of(location, Optional.of(between))))
                .isEqualTo(rows);

        write(200);
        var later = maintain(Instant.now().plus(Duration.ofDays(8)));

        assertThat(later.snapshotsExpired()).isGreaterThanOrEqualTo(5);
        assertThat(parquetFiles()).as("files of old states are gone").hasSizeLessThan(files);
        assertThatThrownBy(() -> HistorySnapshot.of(location, Optional.of(between)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cry_scores")
                .hasMessageContaining("expired");
        assertThat(ask("SELECT count(*) >= %s FROM cry_scores"
                        .formatted(all.get(0).split("\\|")[0])))
                .containsExactly("true");
    }

    @Test
    void aTableThatRestedForLongKeepsWhatWasItsStateAMomentAgo() throws Exception {
        write(200);
        var rows = ask(ALL_ROWS);
        var pinned = HistorySnapshot.of(location, Optional.empty());
        var muchLater = Instant.now().plus(Duration.ofDays(100));

        maintain(muchLater);
        maintain(muchLater);

        assertThat(ask(ALL_ROWS, pinned)).isEqualTo(rows);
        assertThat(SnapshotUtil.currentAncestors(table()))
                .as("what tells a job that comes back what it has committed")
                .anyMatch(snapshot -> snapshot.summary().containsKey("flink.max-committed-checkpoint-id"));
    }

    @Test
    void onlyOldFilesThatNothingNamesAreRemoved() throws Exception {
        write(200);
        var rows = ask(ALL_ROWS);
        var data = parquetFiles().get(0).getParent();
        var old = Files.writeString(data.resolve("old.parquet"), "left behind");
        var oldManifest = Files.writeString(Path.of(table().location(), "metadata", "old.avro"), "left behind");
        try (var files = Files.walk(folder)) {
            var longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(4)));
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, longAgo);
            }
        }
        var young = Files.writeString(data.resolve("young.parquet"), "being written");

        var report = maintain(Instant.now());

        assertThat(report.orphansRemoved()).isEqualTo(2);
        assertThat(report.orphanBytes()).isEqualTo(22);
        assertThat(old).doesNotExist();
        assertThat(oldManifest).doesNotExist();
        assertThat(young).exists();
        assertThat(ask(ALL_ROWS)).isEqualTo(rows);
    }

    @Test
    void aJobThatWritesMeanwhileLosesAndRepeatsNothing() throws Exception {
        var job = start(1_000);
        var merged = 0;
        while (!job.isDone()) {
            merged += maintain(Instant.now().plus(Duration.ofDays(30))).snapshotsExpired();
        }
        job.get(LONG.toSeconds(), TimeUnit.SECONDS);
        maintain(Instant.now());

        assertThat(merged).as("states that were forgotten while the job wrote").isPositive();
        assertThat(ask("SELECT count(*), count(DISTINCT seq), sum(seq) FROM cry_scores"))
                .containsExactly("1000|1000|499500");
        assertThat(dataFiles()).isEqualTo(partitions());
    }

    @Test
    void deletedRowsAreGoneForGoodAfterwards() throws Exception {
        Facts.append(
                List.of(Facts.score("crib", 1, Facts.AT), Facts.score("crib", 2, Facts.AT)),
                Facts.SCORE,
                HistoryTables.CRY_SCORES,
                catalog);
        delete("seq", 1L);
        assertThatThrownBy(() -> ask(ALL_ROWS)).hasMessageContaining("row deletions");

        maintain(Instant.now());

        assertThat(ask("SELECT seq FROM cry_scores")).containsExactly("2");
    }

    /** Lets a job write rows of four monitors and two days, in no order of time, in several commits. */
    private void write(int rows) throws Exception {
        start(rows).get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<?> start(int rows) throws Exception {
        var env = StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        env.enableCheckpointing(50);
        var facts = env.fromSequence(written, written + rows - 1)
                .map(HistoryMaintenanceITCase::slowly)
                .returns(Facts.SCORE);
        written += rows;
        new HistorySinks(catalog).append(facts, HistoryTables.CRY_SCORES);
        return env.executeAsync().getJobExecutionResult();
    }

    private static ScoredWindow slowly(long seq) {
        LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        return Facts.score("crib" + seq % 4, seq, Facts.AT.plusSeconds(seq * 7919L % 150_000));
    }

    private void delete(String column, Object value) throws IOException {
        var table = table();
        var schema = table.schema().select(column);
        var task = table.newScan().planFiles().iterator().next();
        var file = OutputFileFactory.builderFor(table, 1, 1)
                .format(FileFormat.PARQUET)
                .build()
                .newOutputFile(table.spec(), task.partition());
        var writer = new GenericFileWriterFactory.Builder(table)
                .deleteFileFormat(FileFormat.PARQUET)
                .equalityFieldIds(new int[] {schema.findField(column).fieldId()})
                .equalityDeleteRowSchema(schema)
                .build()
                .newEqualityDeleteWriter(file, table.spec(), task.partition());
        try (writer) {
            writer.write(GenericRecord.create(schema).copy(Map.of(column, value)));
        }
        table.newRowDelta().addDeletes(writer.toDeleteFile()).commit();
    }

    private TableReport maintain(Instant now) throws IOException {
        return new HistoryMaintenance(catalog, POLICY, InstantSource.fixed(now))
                .run()
                .get(0);
    }

    private Table table() throws IOException {
        return catalog.table(HistoryTables.CRY_SCORES).orElseThrow();
    }

    private long dataFiles() throws IOException {
        return StreamSupport.stream(table().newScan().planFiles().spliterator(), false)
                .count();
    }

    private long partitions() throws IOException {
        return StreamSupport.stream(table().newScan().planFiles().spliterator(), false)
                .map(task -> task.file().partition().toString())
                .distinct()
                .count();
    }

    private List<List<Long>> timesOfRows() throws Exception {
        var all = new ArrayList<List<Long>>();
        try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var read = duckdb.prepareStatement("SELECT epoch_us(event_time) FROM read_parquet(?)")) {
            for (var task : table().newScan().planFiles()) {
                read.setString(1, task.file().location());
                var times = new ArrayList<Long>();
                try (var rows = read.executeQuery()) {
                    while (rows.next()) {
                        times.add(rows.getLong(1));
                    }
                }
                all.add(times);
            }
        }
        return all;
    }

    private List<Path> parquetFiles() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
    }

    private List<String> ask(String statement) throws Exception {
        return ask(statement, HistorySnapshot.of(location, Optional.empty()));
    }

    private static List<String> ask(String statement, HistorySnapshot snapshot) throws Exception {
        return AnswerLines.of(new HistoryQuery(snapshot, LONG), statement);
    }
}
