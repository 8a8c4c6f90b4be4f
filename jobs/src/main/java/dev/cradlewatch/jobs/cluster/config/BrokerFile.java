package dev.cradlewatch.jobs.cluster.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The server.properties of one of three Kafka nodes, each broker and controller. Everything is kept three times and taken when two
 * have it, so any one node may be lost.
 */
public final class BrokerFile {
    private static final String FILE = "server.properties";
    private static final int LARGEST_RECORD_BYTES = 6 * 1_024 * 1_024;
    private static final int SEGMENT_BYTES = 64 * 1_024 * 1_024;
    private static final int CLEANER_BYTES = 4 * 1_024 * 1_024;

    private final ClusterFolder folder;
    private final ClusterSettings settings;

    public BrokerFile(ClusterFolder folder, ClusterSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** The name of a node's process. */
    public static String name(int node) {
        return "kafka-" + node;
    }

    public Path path(int node) {
        return folder.config(name(node)).resolve(FILE);
    }

    public Path logs(int node) {
        return folder.data(name(node));
    }

    /** Where clients begin. */
    public static String bootstrap(ClusterPorts ports) {
        return nodes().mapToObj(node -> "127.0.0.1:" + ports.broker(node)).collect(Collectors.joining(","));
    }

    public void write(int node) throws IOException {
        new PropertiesFile(path(node), values(node)).write();
    }

    Map<String, String> values(int node) {
        var ports = settings.ports();
        var values = new TreeMap<String, String>();
        values.put("process.roles", "broker,controller");
        values.put("node.id", String.valueOf(node));
        values.put(
                "controller.quorum.voters",
                nodes().mapToObj(voter -> "%d@127.0.0.1:%d".formatted(voter, ports.controller(voter)))
                        .collect(Collectors.joining(",")));
        values.put("controller.listener.names", "CONTROLLER");
        values.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        values.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(ports.broker(node), ports.controller(node)));
        values.put("log.dirs", logs(node).toString());
        values.put("log.segment.bytes", String.valueOf(SEGMENT_BYTES));
        values.put("message.max.bytes", String.valueOf(LARGEST_RECORD_BYTES));
        values.put("replica.fetch.max.bytes", String.valueOf(LARGEST_RECORD_BYTES));
        values.put("auto.create.topics.enable", "false");
        values.put("log.cleaner.dedupe.buffer.size", String.valueOf(CLEANER_BYTES));
        replicated(values);
        quickToNoticeALoss(values);
        return values;
    }

    private static void replicated(Map<String, String> values) {
        values.put("default.replication.factor", "3");
        values.put("min.insync.replicas", "2");
        values.put("offsets.topic.num.partitions", "4");
        values.put("offsets.topic.replication.factor", "3");
        values.put("transaction.state.log.num.partitions", "4");
        values.put("transaction.state.log.replication.factor", "3");
        values.put("transaction.state.log.min.isr", "2");
        values.put("share.coordinator.state.topic.num.partitions", "1");
        values.put("share.coordinator.state.topic.replication.factor", "3");
        values.put("share.coordinator.state.topic.min.isr", "2");
        values.put("group.initial.rebalance.delay.ms", "0");
    }

    /** A node without a sign of life for six seconds is replaced as leader; by default nine. Less would take a busy machine for a lost one. */
    private static void quickToNoticeALoss(Map<String, String> values) {
        values.put("broker.heartbeat.interval.ms", "1000");
        values.put("broker.session.timeout.ms", "6000");
    }

    private static IntStream nodes() {
        return IntStream.rangeClosed(1, ClusterSettings.BROKERS);
    }
}
