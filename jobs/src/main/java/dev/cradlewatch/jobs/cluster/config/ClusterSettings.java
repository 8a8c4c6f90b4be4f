package dev.cradlewatch.jobs.cluster.config;

import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.Uuid;

/**
 * What is decided once for a cluster on one machine, and kept in its folder: every other file is rendered from it.
 *
 * @param ports     of its processes
 * @param timebase  the clock that its jobs live by
 * @param clusterId Kafka's name of it
 * @param secret    password of the catalog's user and key of the store; both listen on this machine alone
 */
public record ClusterSettings(ClusterPorts ports, Timebase timebase, String clusterId, String secret) {
    /** Kafka nodes, each broker and controller: one may be lost. */
    public static final int BROKERS = 3;

    /** Flink's workers: one may be lost. */
    public static final int TASK_MANAGERS = 2;

    private static final String PORT = "port.first";
    private static final String TIMEBASE = "timebase";
    private static final String CLUSTER_ID = "kafka.cluster-id";
    private static final String SECRET = "secret";

    public static ClusterSettings create(ClusterPorts ports, Timebase timebase) {
        return new ClusterSettings(
                ports, timebase, Uuid.randomUuid().toString(), UUID.randomUUID().toString());
    }

    /** @throws IOException if the file cannot be read or says something else */
    public static ClusterSettings read(Path file) throws IOException {
        var properties = PropertiesFile.read(file);
        try {
            return new ClusterSettings(
                    new ClusterPorts(properties.number(PORT)),
                    properties.choice(TIMEBASE, Timebase.class),
                    properties.get(CLUSTER_ID),
                    properties.get(SECRET));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }

    public void write(Path file) throws IOException {
        new PropertiesFile(
                        file,
                        Map.of(
                                PORT,
                                String.valueOf(ports.first()),
                                TIMEBASE,
                                timebase.name(),
                                CLUSTER_ID,
                                clusterId,
                                SECRET,
                                secret))
                .write();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ports from %d, timebase %s".formatted(ports.first(), timebase);
    }
}
