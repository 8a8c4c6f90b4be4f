package dev.cradlewatch.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cradlewatch.jobs.cluster.ProcessCluster;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterPorts;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real Prometheus, with our configuration and rules, asks the process cluster while a baby cries. By {@code ./cradlewatch test --cluster}. */
class PrometheusITCase {
    private static final Logger LOG = LoggerFactory.getLogger(PrometheusITCase.class);
    private static final Path PACKAGED = Path.of("target", "lib");
    private static final Duration AT_MOST = Duration.ofSeconds(120);
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";
    private static final int PROCESSES = 7;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path temporary;

    @Test
    void aCryShowsInPrometheusAndEveryMetricThatRulesAndDashboardsNameIsThere() throws Exception {
        // PostgreSQL, as another user than root, must be let in.
        temporary.toFile().setExecutable(true, false);
        temporary.getParent().toFile().setExecutable(true, false);
        var folder = new ClusterFolder(temporary.resolve("cluster"));
        var settings = ClusterSettings.create(ClusterPorts.free(), Timebase.WALL);
        var cluster = ProcessCluster.create(folder, settings, LOG::info);
        var nodePort = freePort();
        var node = nodeExporter(nodePort);
        try {
            cluster.start(jars());
            try (var prometheus = new Prometheus(
                    temporary.resolve("prometheus"), freePort(), folder.config("prometheus"), nodePort)) {
                var fed = feed(cluster);
                signInWrongly(cluster.system().console());

                shows(prometheus, "sum(up)", PROCESSES + 1);
                shows(prometheus, "sum(%swindowsIn)".formatted(OPERATOR), fed.windows());
                shows(prometheus, "min(flink_jobmanager_numRegisteredTaskManagers)", ClusterSettings.TASK_MANAGERS);
                shows(prometheus, "max(flink_jobmanager_numRunningJobs)", 4);
                shows(prometheus, "sum(kafka_active_controllers)", 1);
                shows(prometheus, "sum(kafka_under_replicated_partitions)", 0);
                shows(prometheus, "sum(cradlewatch_monitors)", 1);
                shows(prometheus, "sum(cradlewatch_console_requests_total{route=\"/api/sign-in\",status=\"410\"})", 1);
                shows(prometheus, "sum(%skind_ringingAlerts{kind=\"CRYING\"}) > bool 0".formatted(OPERATOR), 1);
                shows(
                        prometheus,
                        "sum(%1$sle_alertLatencySeconds{le=\"+Inf\"}) == bool sum(%1$skind_ringingAlerts{kind=~\"CRYING|STILL_CRYING\"})"
                                .formatted(OPERATOR),
                        1);
                await().atMost(AT_MOST)
                        .untilAsserted(() -> assertThat(prometheus.names()).containsAll(MetricNames.listed()));
                await().atMost(AT_MOST).untilAsserted(() -> assertThat(prometheus.rules())
                        .hasSameSizeAs(MetricNames.alerts())
                        .allSatisfy(
                                (rule, health) -> assertThat(health).as(rule).isEqualTo("ok")));
            }
        } finally {
            cluster.stop();
            node.destroy();
            node.waitFor();
        }
    }

    private static Fed feed(ProcessCluster cluster) throws Exception {
        var track = new NightSynthesizer().tracks().get(0);
        var recordings = List.of(new Recording(track.device(), track.household(), new PcmSource(track.pcm())));
        var start = Instant.now();
        try (var feeder = new FleetFeeder(cluster.system().kafka())) {
            feeder.register(recordings, start);
            return feeder.play(recordings, Plan.of(start, 10), second -> {});
        }
    }

    private static void shows(Prometheus prometheus, String expression, long value) {
        await().atMost(AT_MOST)
                .untilAsserted(() ->
                        assertThat(prometheus.value(expression)).as(expression).hasValue(value));
    }

    private static void signInWrongly(URI console) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(console.resolve("/api/sign-in"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\": \"guessed\"}"))
                .header("Content-Type", "application/json")
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(410);
    }

    private static Process nodeExporter(int port) throws IOException {
        return new ProcessBuilder(Project.program("prometheus-node-exporter"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<Path> jars() throws IOException {
        try (var jars = Files.list(PACKAGED.toAbsolutePath())) {
            return jars.toList();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
