package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.watch.WholeTopic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A log whose windows are read and scored again and again, as if each time were the first. */
final class ReusedLog implements AutoCloseable {
    private final KafkaCluster cluster;
    private final Admin admin;

    ReusedLog(KafkaCluster cluster) {
        this.cluster = cluster;
        admin = Admin.create(cluster.properties());
    }

    /** From now on scores carry the broker's time, whatever the clock of the sound. */
    void stampScoresByTheBroker() throws IOException, InterruptedException {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CRY_SCORES.name());
        var clock = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        await(admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(clock, AlterConfigOp.OpType.SET))))
                .all());
    }

    /** The alert job begins at the first record, and no score is there. */
    void rewind() throws IOException, InterruptedException {
        var begin = partitions(Topics.AUDIO_WINDOWS, partition -> new OffsetAndMetadata(0));
        begin.putAll(partitions(Topics.DEVICE_EVENTS, partition -> new OffsetAndMetadata(0)));
        await(admin.alterConsumerGroupOffsets(CryAlertTopics.GROUP, begin).all());
        var ends = await(admin.listOffsets(partitions(Topics.CRY_SCORES, partition -> OffsetSpec.latest()))
                .all());
        await(admin.deleteRecords(partitions(
                        Topics.CRY_SCORES,
                        partition ->
                                RecordsToDelete.beforeOffset(ends.get(partition).offset())))
                .all());
    }

    /** When each score came into the log, milliseconds in rising order. */
    List<Long> scoreTimes() {
        return WholeTopic.read(cluster, Topics.CRY_SCORES).stream()
                .map(record -> record.timestamp())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        admin.close();
    }

    private <T> Map<TopicPartition, T> partitions(TopicSpec topic, Function<TopicPartition, T> value)
            throws IOException, InterruptedException {
        var described = await(admin.describeTopics(List.of(topic.name())).allTopicNames());
        return described.get(topic.name()).partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .collect(Collectors.toMap(Function.identity(), value));
    }

    private static <T> T await(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException("the embedded Kafka refuses: " + e.getCause(), e);
        }
    }
}
