package dev.cradlewatch.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.cluster.config.RenderedFiles;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import dev.cradlewatch.jobs.cry.Arrivals;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.models.cry.SharedCryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The system as processes, by the packaged command: {@code ./cradlewatch test --cluster}. */
class ProcessClusterITCase {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessClusterITCase.class);
    private static final String MODEL = "cry-full";
    private static final double SPEED = 2;
    private static final Duration FLOWS_AGAIN_WITHIN = Duration.ofSeconds(15);
    private static final Duration AT_MOST = Duration.ofSeconds(120);
    private static final int FIRST_CRY = 22;
    private static final int SECOND_CRY = 100;
    private static final int THIRD_CRY = 172;
    private static final int FOURTH_CRY = 250;

    /** How long the night goes on after something happened, before it stands still. */
    private static final int LASTS = 30;

    @FunctionalInterface
    private interface Disturbance {
        void happen() throws Exception;
    }

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    private CommandLine command;
    private ClusterFolder folder;

    @AfterEach
    void stop() throws Exception {
        if (folder.isThere()) {
            LOG.warn("after the test: {}", command.cluster("stop").said());
        }
        for (var process : left()) {
            process.destroyForcibly();
        }
    }

    @Test
    void aNightIsToldAsInOneProcessThoughProcessesAreKilledAndTheJobsAreUpgraded() throws Exception {
        // PostgreSQL, as another user than root, must be let in.
        temporary.toFile().setExecutable(true, false);
        temporary.getParent().toFile().setExecutable(true, false);
        folder = new ClusterFolder(temporary.resolve("cluster"));
        command = CommandLine.packaged(folder.root());
        var expected = inOneProcess();

        run("start", "--timebase", "stream");
        var system = new RenderedFiles(folder, ClusterSettings.read(folder.settings())).system();
        assertThat(command.cluster("start"))
                .as("start of what runs")
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo(1))
                .satisfies(outcome -> assertThat(outcome.said()).contains("runs already"));

        var flow = new Flow();
        var isOver = new AtomicBoolean();
        var watching = CompletableFuture.supplyAsync(() -> watch(system.kafka(), flow, isOver));
        var night = Night.begin(system.kafka(), SPEED);
        try {
            var worker = disturb(night, FIRST_CRY, () -> kill("taskmanager-1"));
            assertThat(command.cluster("status").code())
                    .as("status without a worker")
                    .isEqualTo(1);
            assertFlowsAgain("TaskManager", night, FIRST_CRY, flow, worker);
            run("start");

            var broker = disturb(night, SECOND_CRY, () -> kill("kafka-" + leaderOf(system.kafka(), "crib")));
            assertFlowsAgain("broker", night, SECOND_CRY, flow, broker);
            run("start");

            command = command.upgraded(temporary.resolve("next"));
            var upgrade = disturb(night, THIRD_CRY, () -> run("upgrade"));
            assertThat(folder.releases()).isDirectoryContaining("glob:**/2");
            LOG.warn("upgrade: nothing came for {} ms", pause(night, THIRD_CRY, flow, upgrade));

            var jobManager = disturb(night, FOURTH_CRY, () -> {
                kill("jobmanager");
                run("start");
            });
            LOG.warn("JobManager killed: nothing came for {} ms", pause(night, FOURTH_CRY, flow, jobManager));

            var fed = night.end();
            Awaitility.await().atMost(AT_MOST).until(() -> flow.count() >= fed.windows());
            isOver.set(true);
            var alerts = watching.join();

            assertThat(described(alerts)).isEqualTo(described(expected));
            assertThat(flow.count()).isEqualTo(fed.windows());
            assertThat(run("status")).doesNotContain("DOWN");
            awaitHistory(fed, alerts.size());
            LOG.warn("history maintain:\n{}", succeeded(command.ask("history", "maintain")));
            awaitHistory(fed, alerts.size());
            assertClipIsInTheBucket(system);
        } finally {
            night.abandon();
            isOver.set(true);
            watching.handle((alerts, failure) -> alerts).join();
        }
        run("stop");
        assertThat(left()).as("processes that are left").isEmpty();
    }

    private List<ProcessHandle> left() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder.root().toString()))
                        .isPresent())
                .toList();
    }

    private static List<Alert> inOneProcess() throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 2)) {
            var env = stack.flink().environment();
            var topics = new CryAlertTopics(stack.cluster(), new Arrivals(Duration.ofSeconds(1), Optional.empty()));
            var config = CryAlertConfig.defaults(
                            Timebase.STREAM, () -> SharedCryModel.lease(MODEL, 1), FeatureSpec.load(MODEL))
                    .withoutOfflineAlerts();
            var fed = Night.whole(stack.cluster());
            new CryAlertJob(config).define(topics.endless(env), topics.outputs());
            stack.flink().submit("cry-alerts", env);
            var flow = new Flow();
            var isOver = new AtomicBoolean();
            var watching = CompletableFuture.supplyAsync(() -> watch(stack.cluster(), flow, isOver));
            Awaitility.await().atMost(AT_MOST).until(() -> flow.count() >= fed.windows());
            isOver.set(true);
            return watching.join();
        }
    }

    private static List<Alert> watch(KafkaCluster kafka, Flow flow, AtomicBoolean isOver) {
        try (var watcher = new ResultWatcher(
                kafka, alert -> LOG.warn("{} {} at {}", alert.household(), alert.kind(), alert.at()))) {
            while (!isOver.get()) {
                flow.saw(watcher.poll(Duration.ofMillis(100)).scoredWindows());
            }
            return watcher.readToEnd().alerts();
        } catch (Exception e) {
            throw new IllegalStateException("the results are not read: " + e, e);
        }
    }

    /** Without the order of households, which no topic keeps. */
    private static List<String> described(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> "%s %s v%d %s %s began %s at %s"
                        .formatted(
                                alert.household(),
                                alert.id(),
                                alert.version(),
                                alert.kind(),
                                alert.silence(),
                                alert.startedAt(),
                                alert.at()))
                .sorted()
                .toList();
    }

    /** In the middle of a cry, which goes on for a while; returns when it began. */
    private static long disturb(Night night, int cry, Disturbance disturbance) throws Exception {
        night.goOnUntil(cry + LASTS);
        night.await(cry);
        var begun = System.nanoTime();
        disturbance.happen();
        return begun;
    }

    private static void assertFlowsAgain(String what, Night night, int cry, Flow flow, long since) {
        var pause = pause(night, cry, flow, since);
        LOG.warn("{} killed: nothing came for {} ms", what, pause);
        assertThat(pause).as("pause after " + what).isLessThan(FLOWS_AGAIN_WITHIN.toMillis());
    }

    /** The longest pause in ms until everything is worked off that the night has told. */
    private static long pause(Night night, int cry, Flow flow, long since) {
        night.await(cry + LASTS);
        var windows = (long) (cry + LASTS) * LongNight.recordings().size();
        Awaitility.await().atMost(AT_MOST).until(() -> flow.count() >= windows);
        return flow.longestPauseSince(since).toMillis();
    }

    private void kill(String name) throws Exception {
        var process =
                ProcessId.read(folder.pid(name)).flatMap(ProcessId::running).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        LOG.warn("{} killed", name);
    }

    private static int leaderOf(KafkaCluster kafka, String device) throws Exception {
        var topic = Topics.AUDIO_WINDOWS.name();
        try (var admin = Admin.create(kafka.properties())) {
            var partitions = admin.describeTopics(List.of(topic))
                    .topicNameValues()
                    .get(topic)
                    .get()
                    .partitions();
            assertThat(partitions)
                    .hasSize(LongNight.PARTITIONS)
                    .allMatch(partition -> partition.isr().size() > 1);
            return partitions.get(LongNight.partition(device)).leader().id();
        }
    }

    private void awaitHistory(Fed fed, int alerts) {
        Awaitility.await().atMost(AT_MOST).untilAsserted(() -> assertThat(ask("""
                                SELECT count(*), count(DISTINCT (device, seq)), (SELECT count(*) FROM alerts)
                                FROM cry_scores
                                """))
                .contains("\n%d,%d,%d\n".formatted(fed.windows(), fed.windows(), alerts)));
    }

    /** By the command, and then where the console finds it. */
    private void assertClipIsInTheBucket(SystemConfig system) throws Exception {
        var paths = ask("SELECT path FROM clips WHERE device = 'crib'")
                .lines()
                .map(line -> line.replace("\"", ""))
                .filter(line -> line.startsWith("s3://cradlewatch/clips/"))
                .toList();
        assertThat(paths).isNotEmpty();
        for (var path : paths) {
            assertThat(system.clipFolder().read(path).orElseThrow()).startsWith('R', 'I', 'F', 'F');
        }
        LOG.warn("{} clips read from the bucket, such as {}", paths.size(), paths.get(0));
    }

    private String ask(String sql) throws Exception {
        return succeeded(command.ask("sql", "--format", "csv", sql));
    }

    private static String succeeded(CommandLine.Outcome outcome) {
        assertThat(outcome.code()).as(outcome.said()).isZero();
        return outcome.said();
    }

    private String run(String subcommand, String... more) throws Exception {
        var begun = System.nanoTime();
        var outcome = command.cluster(subcommand, more);
        LOG.warn("cluster {} took {} ms:\n{}", subcommand, (System.nanoTime() - begun) / 1_000_000, outcome.said());
        return succeeded(outcome);
    }
}
