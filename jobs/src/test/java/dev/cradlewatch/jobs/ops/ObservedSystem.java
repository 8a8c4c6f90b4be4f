package dev.cradlewatch.jobs.ops;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.notify.Destinations;
import dev.cradlewatch.connectors.notify.SendPolicy;
import dev.cradlewatch.connectors.notify.VapidKeys;
import dev.cradlewatch.connectors.picture.NoPictureStore;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.ConsoleConfig;
import dev.cradlewatch.console.clock.WallClock;
import dev.cradlewatch.console.metrics.ConsoleMetrics;
import dev.cradlewatch.console.metrics.MetricsServer;
import dev.cradlewatch.jobs.color.ColorMethod;
import dev.cradlewatch.jobs.color.NightColorConfig;
import dev.cradlewatch.jobs.color.NightColorJob;
import dev.cradlewatch.jobs.color.NightColorTopics;
import dev.cradlewatch.jobs.color.SharedWorkshop;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.cry.LoudnessModel;
import dev.cradlewatch.jobs.history.HistoryConfig;
import dev.cradlewatch.jobs.history.HistoryJob;
import dev.cradlewatch.jobs.history.HistoryTopics;
import dev.cradlewatch.jobs.local.FlinkSettings;
import dev.cradlewatch.jobs.local.LocalFlink;
import dev.cradlewatch.jobs.notify.NotifyConfig;
import dev.cradlewatch.jobs.notify.NotifyJob;
import dev.cradlewatch.jobs.notify.NotifyTopics;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.stream.Timebase;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** Everything that Prometheus asks on a cluster, small: one broker, Flink in this process with the four jobs, a console. */
final class ObservedSystem implements AutoCloseable {
    private static final int JOBS = 4;
    private static final long BUDGET_BYTES = 64 << 20;
    private static final Duration EVERY_SECOND = Duration.ofSeconds(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final KafkaCluster cluster;
    private final Console console;

    /**
     * @param folder empty, for its data
     * @param ports  where metrics are told, by scrape job
     */
    ObservedSystem(Path folder, Map<String, Integer> ports) throws Exception {
        var broker = part(BrokerProcess.start(folder.resolve("kafka"), ports.get("kafka")));
        cluster = KafkaCluster.plain(broker.address());
        try (var admin = Admin.create(cluster.properties())) {
            var topics = Topics.all().stream()
                    .map(topic -> topic.withAtMostPartitions(1))
                    .toList();
            new TopicAdmin(admin, (short) 1).ensure(topics, ArrivalClock.BROKER);
        }
        var settings = new FlinkSettings(1, JOBS, EVERY_SECOND, folder.resolve("checkpoints"), false);
        var flink = part(LocalFlink.start(settings.withMetricsOn(ports.get("jobmanager"))));
        var history = HistoryLocation.createFolder(folder.resolve("history"));
        submitCryAlerts(flink);
        submitNotify(flink);
        submitHistory(flink, history);
        submitNightColor(flink);
        var metrics = new ConsoleMetrics();
        part(MetricsServer.start(new InetSocketAddress("127.0.0.1", ports.get("console")), metrics));
        var config = ConsoleConfig.local(cluster, history, history.clips(Duration.ofDays(1)), new WallClock());
        console = part(Console.start(config, metrics));
    }

    KafkaCluster cluster() {
        return cluster;
    }

    Console console() {
        return console;
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    private void submitCryAlerts(LocalFlink flink) throws Exception {
        var env = flink.environment();
        var topics = new CryAlertTopics(cluster);
        var config = CryAlertConfig.defaults(Timebase.WALL, LoudnessModel::new, FeatureSpec.load("cry-full"));
        new CryAlertJob(config).define(topics.endless(env), topics.outputs());
        flink.submit("cry-alerts", env);
    }

    private void submitNotify(LocalFlink flink) throws Exception {
        var env = flink.environment();
        var topics = new NotifyTopics(cluster);
        var sending =
                SendPolicy.of(Destinations.ANY, VapidKeys.generate(), "mailto:test@localhost", "http://localhost");
        new NotifyJob(NotifyConfig.defaults(Timebase.WALL, sending)).define(topics.endless(env), topics.outputs());
        flink.submit("notify", env);
    }

    private void submitHistory(LocalFlink flink, HistoryLocation history) throws Exception {
        try (var catalog = HistoryCatalog.open(history)) {
            var env = flink.environment();
            var topics = new HistoryTopics(cluster);
            new HistoryJob(HistoryConfig.defaults().committingEvery(EVERY_SECOND))
                    .define(
                            topics.endless(env),
                            new HistorySinks(catalog),
                            history.clips(HistoryConfig.CLIP_RETENTION),
                            topics.deadLetters());
            flink.submit("history", env);
        }
    }

    private void submitNightColor(LocalFlink flink) throws Exception {
        var env = flink.environment();
        var topics = new NightColorTopics(cluster);
        var workshop = SharedWorkshop.source(ColorMethod.TRANSFER, BUDGET_BYTES);
        var config = NightColorConfig.defaults(Timebase.WALL, workshop, new NoPictureStore());
        new NightColorJob(config).define(topics.endless(env), topics.outputs());
        flink.submit("night-color", env);
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }
}
