package dev.cradlewatch.jobs.cluster.config;

import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What docker compose mounts, as it follows from what the process cluster renders: the same ports, the same settings, the containers'
 * names for the loopback interface, and placeholders for what .env says.
 */
final class ContainerFiles {
    /** The cluster that compose is: its folder in each container, and its ports. */
    static final ClusterFolder FOLDER = new ClusterFolder(Path.of("/cradlewatch"));

    static final ClusterPorts PORTS = new ClusterPorts(19_092);

    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY = "0.0.0.0";
    private static final ClusterSettings SETTINGS =
            new ClusterSettings(PORTS, Timebase.WALL, "from-the-environment", "${CRADLEWATCH_SECRET}");

    private ContainerFiles() {}

    /**
     * Texts by path below ops/docker.
     *
     * @param folder empty, for files on the way
     */
    static Map<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        var brokers = new BrokerFile(FOLDER, SETTINGS);
        for (var node = 1; node <= ClusterSettings.BROKERS; node++) {
            var file = new PropertiesFile(folder, brokers.values(node));
            texts.put("config/%s/server.properties".formatted(BrokerFile.name(node)), inContainers(file.text()));
        }
        var flink = new FlinkFile(FOLDER, PORTS);
        putFlink(texts, FlinkFile.CLIENT, flink.values(FlinkFile.CLIENT));
        putFlink(texts, FlinkFile.JOB_MANAGER, flink.values(FlinkFile.JOB_MANAGER));
        for (var number = 1; number <= ClusterSettings.TASK_MANAGERS; number++) {
            var name = FlinkFile.taskManager(number);
            putFlink(texts, name, flink.values(name));
        }
        texts.put("config/cradlewatch/system.properties", system(folder.resolve("system.properties")));
        LogbackFile.write(folder.resolve("logback.xml"));
        texts.put("config/cradlewatch/logback.xml", Files.readString(folder.resolve("logback.xml")));
        new MetricsFiles(FOLDER, PORTS)
                .targets()
                .forEach((job, processes) -> texts.put("targets/" + job + ".yml", targets(processes)));
        return texts;
    }

    private static String system(Path file) throws IOException {
        var here = new RenderedFiles(FOLDER, SETTINGS).system();
        new SystemConfig(
                        here.timebase(),
                        here.kafka(),
                        here.database(),
                        here.store(),
                        here.bucket(),
                        here.clips(),
                        here.pictures(),
                        URI.create("http://page"),
                        Optional.of(InetSocketAddress.createUnresolved("console", PORTS.console())),
                        Optional.of(InetSocketAddress.createUnresolved(ANY, PORTS.consoleMetrics())),
                        here.vapidKeys(),
                        "CONTACT",
                        here.destinations())
                .write(file);
        return inContainers(Files.readString(file))
                .replace("http://page", "${CRADLEWATCH_PAGE}")
                .replace("CONTACT", "${CRADLEWATCH_CONTACT}");
    }

    private static void putFlink(Map<String, String> texts, String process, Map<String, String> here) {
        var there = new TreeMap<>(here);
        there.put("jobmanager.rpc.address", FlinkFile.JOB_MANAGER);
        there.put("rest.address", FlinkFile.JOB_MANAGER);
        there.computeIfPresent("jobmanager.bind-host", (name, host) -> ANY);
        there.computeIfPresent("rest.bind-address", (name, host) -> ANY);
        there.computeIfPresent("taskmanager.host", (name, host) -> process);
        there.computeIfPresent("taskmanager.bind-host", (name, host) -> ANY);
        texts.put(
                "config/%s/config.yaml".formatted(process),
                there.entrySet().stream()
                        .map(value -> "%s: %s%n".formatted(value.getKey(), value.getValue()))
                        .collect(Collectors.joining()));
    }

    private static String targets(Map<String, Integer> processes) {
        if (processes.isEmpty()) {
            return "- {targets: ['node-exporter:9100'], labels: {process: node-exporter}}\n";
        }
        return processes.entrySet().stream()
                .map(process -> "- {targets: ['%s:%d'], labels: {process: %s}}%n"
                        .formatted(process.getKey(), process.getValue(), process.getKey()))
                .collect(Collectors.joining());
    }

    private static String inContainers(String text) {
        var names = new TreeMap<Integer, String>();
        for (var node = 1; node <= ClusterSettings.BROKERS; node++) {
            names.put(PORTS.broker(node), BrokerFile.name(node));
            names.put(PORTS.controller(node), BrokerFile.name(node));
        }
        names.put(PORTS.postgres(), "postgres");
        names.put(PORTS.store(), "store");
        var there = text;
        for (var port : names.entrySet()) {
            there = there.replace(LOOPBACK + ":" + port.getKey(), port.getValue() + ":" + port.getKey());
        }
        return there;
    }
}
