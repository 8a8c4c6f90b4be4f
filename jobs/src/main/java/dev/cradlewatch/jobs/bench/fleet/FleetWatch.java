package dev.cradlewatch.jobs.bench.fleet;

import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cluster.ProcessCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Looks at how far the cry job is behind, and what the processes take. Not thread-safe. */
final class FleetWatch implements AutoCloseable {
    /** What is written in Java and is not the bench's own. */
    private static final Set<String> PROCESSES =
            Set.of("kafka-1", "kafka-2", "kafka-3", "jobmanager", "taskmanager-1", "taskmanager-2", "store", "console");

    private final ProcessCluster cluster;
    private final Admin admin;

    FleetWatch(ProcessCluster cluster) {
        this.cluster = cluster;
        admin = Admin.create(cluster.system().kafka().properties());
    }

    /** The backlog: each window that was admitted has one score. */
    FleetSample backlog(long second) throws IOException, InterruptedException {
        var scored = records(Topics.CRY_SCORES.name());
        var windows = records(Topics.AUDIO_WINDOWS.name());
        return new FleetSample(second, windows, windows - scored, List.of());
    }

    /** The same with memory, which takes a full collection of each process. */
    FleetSample whole(long second) throws IOException, InterruptedException {
        var backlog = backlog(second);
        var memory = new ArrayList<ProcessMemory>();
        for (var status : cluster.status()) {
            if (PROCESSES.contains(status.name()) && status.pid().isPresent()) {
                memory.add(ProcessMemory.of(status.name(), status.pid().getAsLong()));
            }
        }
        return new FleetSample(second, backlog.windows(), backlog.waiting(), memory);
    }

    long deadLetters() throws IOException, InterruptedException {
        return records(Topics.DEAD_LETTERS.name());
    }

    @Override
    public void close() {
        admin.close();
    }

    private long records(String topic) throws IOException, InterruptedException {
        try {
            var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> OffsetSpec.latest()));
            return admin.listOffsets(partitions).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not tell where %s ends: %s".formatted(topic, e.getCause()), e);
        }
    }
}
