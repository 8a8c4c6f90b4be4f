package dev.cradlewatch.jobs.cluster.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Prometheus reads, and the brokers' JMX exporter: the files of the project's folder ops, as docker compose mounts them, and
 * beside them where the processes of this cluster tell their metrics.
 */
public final class MetricsFiles {
    private static final String PROMETHEUS = "prometheus";
    private static final String KAFKA = "kafka";
    private static final String AGENT = "jmx_prometheus_javaagent.jar";
    private static final String AGENT_RULES = "jmx.yml";
    private static final String HOST = "127.0.0.1";

    private final ClusterFolder folder;
    private final ClusterPorts ports;

    public MetricsFiles(ClusterFolder folder, ClusterPorts ports) {
        this.folder = folder;
        this.ports = ports;
    }

    public void write() throws IOException {
        var targets = folder.config(PROMETHEUS).resolve("targets");
        Files.createDirectories(targets);
        Files.createDirectories(folder.config(KAFKA));
        copy("prometheus/prometheus.yml", folder.config(PROMETHEUS).resolve("prometheus.yml"));
        copy("prometheus/alerts.yml", folder.config(PROMETHEUS).resolve("alerts.yml"));
        copy("kafka/" + AGENT_RULES, folder.config(KAFKA).resolve(AGENT_RULES));
        copy("kafka/" + AGENT, folder.config(KAFKA).resolve(AGENT));
        for (var job : targets().entrySet()) {
            Files.writeString(targets.resolve(job.getKey() + ".yml"), text(job.getValue()));
        }
    }

    /** The JVM's option that lets a broker tell its metrics. */
    public String agentOption(int node) {
        return "-javaagent:%s=%s:%d:%s"
                .formatted(
                        folder.config(KAFKA).resolve(AGENT),
                        HOST,
                        ports.brokerMetrics(node),
                        folder.config(KAFKA).resolve(AGENT_RULES));
    }

    /** Ports of metrics by process, by scrape job. Whether the machine has a node exporter is not ours to say. */
    Map<String, Map<String, Integer>> targets() {
        var brokers = new TreeMap<String, Integer>();
        for (var node = 1; node <= ClusterSettings.BROKERS; node++) {
            brokers.put(BrokerFile.name(node), ports.brokerMetrics(node));
        }
        var workers = new TreeMap<String, Integer>();
        for (var number = 1; number <= ClusterSettings.TASK_MANAGERS; number++) {
            workers.put(FlinkFile.taskManager(number), ports.taskManagerMetrics(number));
        }
        return new TreeMap<>(Map.of(
                "jobmanager",
                Map.of(FlinkFile.JOB_MANAGER, ports.jobManagerMetrics()),
                "taskmanager",
                workers,
                KAFKA,
                brokers,
                "console",
                Map.of("console", ports.consoleMetrics()),
                "node",
                Map.of()));
    }

    private static String text(Map<String, Integer> processes) {
        if (processes.isEmpty()) {
            return "[]\n";
        }
        var text = new StringBuilder();
        processes.forEach((process, port) ->
                text.append("- {targets: ['%s:%d'], labels: {process: %s}}%n".formatted(HOST, port, process)));
        return text.toString();
    }

    private static void copy(String name, Path target) throws IOException {
        try (var file = MetricsFiles.class.getResourceAsStream("/dev/cradlewatch/jobs/ops/" + name)) {
            if (file == null) {
                throw new IOException("this build lacks ops/" + name);
            }
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
