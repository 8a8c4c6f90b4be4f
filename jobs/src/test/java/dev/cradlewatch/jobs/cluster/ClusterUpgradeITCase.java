package dev.cradlewatch.jobs.cluster;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.query.FileCache;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.cluster.config.RenderedFiles;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.operators.alert.Alert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Upgrades that need another Flink, and upgrades that fail, each in the middle of a cry: {@code ./cradlewatch test --cluster}. */
class ClusterUpgradeITCase {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterUpgradeITCase.class);
    private static final double SPEED = 4;
    private static final Duration AT_MOST = Duration.ofSeconds(180);
    private static final int FIRST_CRY = 22;
    private static final int SECOND_CRY = 100;

    /** So that the second cry is over, and a third begins. */
    private static final int SECONDS = 180;

    /** How long the night goes on after something happened, before it stands still. */
    private static final int LASTS = 30;

    private static final List<String> STAY = List.of("kafka-1", "kafka-2", "kafka-3", "postgres", "store");
    private static final List<String> FLINK = List.of("jobmanager", "taskmanager-1", "taskmanager-2");
    private static final String CONSOLE = "console";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    private ClusterFolder folder;
    private CommandLine command;

    @BeforeEach
    void name() {
        // PostgreSQL, as another user than root, must be let in.
        temporary.toFile().setExecutable(true, false);
        temporary.getParent().toFile().setExecutable(true, false);
        folder = new ClusterFolder(temporary.resolve("cluster"));
        command = CommandLine.packaged(folder.root());
    }

    @AfterEach
    void stop() throws Exception {
        if (folder.isThere()) {
            LOG.warn("after the test: {}", command.cluster("stop").said());
        }
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder.root().toString()))
                        .isPresent())
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void criesStayOneAlertEachThoughFlinkIsUpgradedUnderThemAndBrokenReleasesAreTakenBack() throws Exception {
        run("start", "--timebase", "stream");
        var system = new RenderedFiles(folder, ClusterSettings.read(folder.settings())).system();
        var flow = new Flow();
        var isOver = new AtomicBoolean();
        var watching = CompletableFuture.supplyAsync(() -> watch(system.kafka(), flow, isOver));
        var night = Night.begin(system.kafka(), LongNight.recordings(SECONDS), SPEED);
        try {
            during(night, FIRST_CRY);
            command = command.withAnotherLibrary(temporary.resolve("another-library"));
            assertUpgradesFlink();
            awaitWorkedOff(night, FIRST_CRY, flow);

            during(night, SECOND_CRY);
            assertIsTakenBack(
                    command.without("jobs", "dev.cradlewatch.jobs.cry.CryAlertJob", temporary.resolve("not-taken")),
                    "job cry-alerts is not taken");
            assertIsTakenBack(
                    command.without(
                            "connectors",
                            "dev.cradlewatch.connectors.notify.PendingNotice",
                            temporary.resolve("fails-when-it-runs")),
                    "job notify does not run");
            awaitWorkedOff(night, SECOND_CRY, flow);

            var fed = night.end();
            Awaitility.await().atMost(AT_MOST).until(() -> flow.count() >= fed.windows());
            isOver.set(true);
            var alerts = watching.join();

            assertThat(flow.count()).isEqualTo(fed.windows());
            assertThat(kinds(alerts))
                    .containsExactly(
                            List.of("1 CRYING", "2 QUIET_AGAIN"),
                            List.of("1 CRYING", "2 QUIET_AGAIN"),
                            List.of("1 CRYING"));
            awaitHistory(system, "%1$d|%1$d|%2$d|%2$d".formatted(fed.windows(), alerts.size()));
        } finally {
            night.abandon();
            isOver.set(true);
            watching.handle((alerts, failure) -> alerts).join();
        }
        assertThat(run("stop")).contains("removed old savepoints of cry-alerts");
        assertThat(folder.savepoints("cry-alerts").toFile().list()).hasSize(3);
    }

    private void assertUpgradesFlink() throws Exception {
        var before = processes();
        run("upgrade");
        var after = processes();
        assertThat(after).as("what is no Flink").containsAllEntriesOf(only(before, STAY));
        assertThat(only(after, FLINK).values())
                .as("Flink's processes")
                .doesNotContainAnyElementsOf(only(before, FLINK).values());
        assertThat(after.get(CONSOLE)).isNotEqualTo(before.get(CONSOLE));
        assertThat(folder.releases()).isDirectoryContaining("glob:**/2");
    }

    private void assertIsTakenBack(CommandLine broken, String why) throws Exception {
        var before = processes();
        var outcome = broken.cluster("upgrade");
        LOG.warn("{}", outcome.said());
        assertThat(outcome.code()).as(outcome.said()).isEqualTo(1);
        assertThat(outcome.said())
                .contains("the upgrade failed: " + why)
                .contains("What ran before, release 2, runs again")
                .contains("run cradlewatch cluster upgrade again");
        assertThat(processes()).as("no process was in the way").isEqualTo(before);
        assertThat(folder.releases().toFile().list()).containsExactlyInAnyOrder("1", "2");
        assertThat(run("status")).doesNotContain("DOWN");
    }

    /** Returns in the middle of a cry, which goes on for a while. */
    private static void during(Night night, int cry) {
        night.goOnUntil(cry + LASTS);
        night.await(cry);
    }

    private static void awaitWorkedOff(Night night, int cry, Flow flow) {
        night.await(cry + LASTS);
        var windows = (long) (cry + LASTS) * LongNight.recordings().size();
        Awaitility.await().atMost(AT_MOST).until(() -> flow.count() >= windows);
    }

    private static List<Alert> watch(KafkaCluster kafka, Flow flow, AtomicBoolean isOver) {
        try (var watcher = new ResultWatcher(kafka, alert -> {})) {
            while (!isOver.get()) {
                flow.saw(watcher.poll(Duration.ofMillis(100)).scoredWindows());
            }
            return watcher.readToEnd().alerts();
        } catch (Exception e) {
            throw new IllegalStateException("the results are not read: " + e, e);
        }
    }

    /** The versions of each alert, by when it began. */
    private static List<List<String>> kinds(List<Alert> alerts) {
        return alerts.stream().collect(groupingBy(Alert::id)).values().stream()
                .sorted(Comparator.comparing(versions -> versions.get(0).startedAt()))
                .map(versions -> versions.stream()
                        .map(alert -> "%d %s".formatted(alert.version(), alert.kind()))
                        .toList())
                .toList();
    }

    private static void awaitHistory(SystemConfig system, String expected) throws Exception {
        var cache = new FileCache(Files.createTempDirectory("history"), 1L << 30);
        Awaitility.await().atMost(AT_MOST).untilAsserted(() -> assertThat(ask(system, cache))
                .isEqualTo(expected));
    }

    private static String ask(SystemConfig system, FileCache cache) throws Exception {
        var lines = new ArrayList<String>();
        try (var snapshot = HistorySnapshot.of(system.history(), Optional.empty())) {
            new HistoryQuery(snapshot, AT_MOST, cache).run("""
                    SELECT count(*), count(DISTINCT (device, seq)),
                        (SELECT count(*) FROM alerts), (SELECT count(DISTINCT (id, version)) FROM alerts) FROM cry_scores
                    """, rows -> {
                while (rows.next()) {
                    lines.add(rows.cells().stream().map(String::valueOf).collect(Collectors.joining("|")));
                }
            });
        }
        return lines.get(0);
    }

    /** By name. */
    private Map<String, Long> processes() throws Exception {
        return Arrays.stream(folder.run().toFile().listFiles((run, name) -> name.endsWith(".pid")))
                .map(file -> file.getName().replace(".pid", ""))
                .collect(toMap(name -> name, this::process));
    }

    private long process(String name) {
        try {
            return ProcessId.read(folder.pid(name)).orElseThrow().pid();
        } catch (Exception e) {
            throw new IllegalStateException("no process " + name, e);
        }
    }

    private static Map<String, Long> only(Map<String, Long> processes, List<String> names) {
        return names.stream().collect(toMap(name -> name, processes::get));
    }

    private String run(String subcommand, String... more) throws Exception {
        var begun = System.nanoTime();
        var outcome = command.cluster(subcommand, more);
        LOG.warn("cluster {} took {} ms:\n{}", subcommand, (System.nanoTime() - begun) / 1_000_000, outcome.said());
        assertThat(outcome.code()).as(outcome.said()).isZero();
        return outcome.said();
    }
}
