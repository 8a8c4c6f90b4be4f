package dev.cradlewatch.jobs.local;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real Kafka broker (KRaft, with its own controller) in this process, on free ports of the loopback interface. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final int LARGEST_RECORD_BYTES = 6 * 1_024 * 1_024;
    private static final String LOG = "log";
    private static final int SEGMENT_BYTES = 64 * 1_024 * 1_024;

    private final KafkaRaftServer server;
    private final KafkaCluster cluster;

    private EmbeddedKafka(KafkaRaftServer server, KafkaCluster cluster) {
        this.server = server;
        this.cluster = cluster;
    }

    /**
     * Starts the broker and returns when it answers.
     *
     * @param folder its data; one that holds data already is opened with them
     * @throws IOException if the folder cannot be used or the broker does not come up
     */
    public static EmbeddedKafka start(Path folder) throws IOException, InterruptedException {
        return start(folder, freePort());
    }

    /**
     * Starts the broker where clients expect it, after it was away for example.
     *
     * @param folder     its data; one that holds data already is opened with them
     * @param brokerPort free port of the loopback interface
     * @throws IOException if folder or port cannot be used or the broker does not come up
     */
    public static EmbeddedKafka start(Path folder, int brokerPort) throws IOException, InterruptedException {
        var properties = properties(folder, brokerPort, freePortBut(brokerPort));
        Files.createDirectories(folder);
        if (Files.notExists(folder.resolve(LOG).resolve("meta.properties"))) {
            format(folder, properties);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        var kafka = new EmbeddedKafka(server, KafkaCluster.plain("127.0.0.1:" + brokerPort));
        try (var admin = Admin.create(kafka.cluster.properties())) {
            admin.describeCluster().nodes().get();
        } catch (InterruptedException e) {
            kafka.close();
            throw e;
        } catch (ExecutionException e) {
            kafka.close();
            throw new IOException("the embedded Kafka in %s does not answer: %s".formatted(folder, e.getCause()), e);
        }
        return kafka;
    }

    public KafkaCluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties properties(Path folder, int brokerPort, int controllerPort) {
        var properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        properties.setProperty(
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(brokerPort, controllerPort));
        properties.setProperty("log.dirs", folder.resolve(LOG).toString());
        properties.setProperty("log.segment.bytes", String.valueOf(SEGMENT_BYTES));
        properties.setProperty("message.max.bytes", String.valueOf(LARGEST_RECORD_BYTES));
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1_024 * 1_024));
        return properties;
    }

    private static void format(Path folder, Properties properties) throws IOException {
        var file = folder.resolve("server.properties");
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        var said = new ByteArrayOutputStream();
        try (var print = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            var arguments = new String[] {
                "format",
                "--config",
                file.toString(),
                "--cluster-id",
                Uuid.randomUuid().toString()
            };
            if (StorageTool.execute(arguments, print) != 0) {
                throw new IOException("folder %s cannot hold Kafka's data: %s"
                        .formatted(folder, said.toString(StandardCharsets.UTF_8).strip()));
            }
        }
    }

    /** The system may lend the same port twice as long as nobody listens on it. */
    private static int freePortBut(int taken) throws IOException {
        var port = freePort();
        while (port == taken) {
            port = freePort();
        }
        return port;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
