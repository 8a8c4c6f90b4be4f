package dev.cradlewatch.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cradlewatch.jobs.cry.LoudRecording;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, with our configuration, asks a real broker, a real Flink with all jobs, and a console. By {@code ./cradlewatch test --ops}. */
@EnabledIfSystemProperty(named = "cradlewatch.ops", matches = "true")
class PrometheusITCase {
    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

    @TempDir
    private Path folder;

    @Test
    void aNightShowsInPrometheusAndEveryMetricThatRulesAndDashboardsNameIsThere() throws Exception {
        var ports = freePorts("jobmanager", "kafka", "console", "node");
        Files.createDirectories(folder.resolve("prometheus"));
        try (var system = new ObservedSystem(folder, ports);
                var prometheus = new Prometheus(folder.resolve("prometheus"), freePort(), ports);
                var feeder = new FleetFeeder(system.cluster())) {
            var node = nodeExporter(ports.get("node"));
            try {
                var recordings = List.of(LoudRecording.of("crib", "willow", 40, 20, 30));
                var start = Instant.now().minusSeconds(40);
                feeder.register(recordings, start);
                var fed = feeder.play(recordings, Plan.of(start, 40), second -> {});
                signInWrongly(system.console().address());

                shows(prometheus, "sum(%swindowsIn)".formatted(OPERATOR), fed.windows());
                shows(prometheus, "sum(%skind_alerts{kind=\"CRYING\"})".formatted(OPERATOR), 1);
                shows(prometheus, "sum(%sle_alertLatencySeconds{le=\"+Inf\"})".formatted(OPERATOR), 1);
                shows(prometheus, "sum(flink_jobmanager_numRunningJobs)", 4);
                shows(prometheus, "sum(cradlewatch_monitors)", 1);
                shows(prometheus, "sum(cradlewatch_console_requests_total{route=\"/api/sign-in\",status=\"410\"})", 1);
                shows(prometheus, "sum(kafka_active_controllers)", 1);
                shows(prometheus, "sum(up)", ports.size());
                await().atMost(AT_MOST)
                        .untilAsserted(() -> assertThat(prometheus.names()).containsAll(MetricNames.listed()));
                await().atMost(AT_MOST).untilAsserted(() -> assertThat(prometheus.rules())
                        .hasSameSizeAs(MetricNames.alerts())
                        .allSatisfy(
                                (rule, health) -> assertThat(health).as(rule).isEqualTo("ok")));
            } finally {
                Files.write(Path.of("target", "metric-names.txt"), prometheus.names());
                node.destroy();
                node.waitFor();
            }
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

    private static Map<String, Integer> freePorts(String... jobs) throws IOException {
        var ports = new LinkedHashMap<String, Integer>();
        for (var job : jobs) {
            ports.put(job, freePort());
        }
        return ports;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
