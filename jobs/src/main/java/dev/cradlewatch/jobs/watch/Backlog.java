package dev.cradlewatch.jobs.watch;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** How far a job is behind the topics it reads, by what it had worked off at its last checkpoint. */
public final class Backlog {
    /** A group that never reads. */
    private static final String NOBODY = "nobody";

    private final KafkaCluster cluster;
    private final String group;
    private final List<String> topics;

    /**
     * @param group  the job's consumer group
     * @param topics what of its inputs to look at
     */
    public Backlog(KafkaCluster cluster, String group, List<TopicSpec> topics) {
        this.cluster = cluster;
        this.group = group;
        this.topics = topics.stream().map(TopicSpec::name).toList();
    }

    /** All records of a topic. */
    public static Backlog ofAll(KafkaCluster cluster, TopicSpec topic) {
        return new Backlog(cluster, NOBODY, List.of(topic));
    }

    /** Records of the topics that the job has not worked off yet. */
    public long records() throws IOException, InterruptedException {
        try (var admin = Admin.create(cluster.properties())) {
            var partitions = admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            var ends = admin.listOffsets(partitions).all().get();
            var done = new HashMap<TopicPartition, Long>();
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> done.put(partition, offset == null ? 0 : offset.offset()));
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset() - done.getOrDefault(end.getKey(), 0L))
                    .sum();
        } catch (ExecutionException e) {
            throw new IOException("no offsets of the job %s: %s".formatted(group, e.getCause()), e);
        }
    }
}
