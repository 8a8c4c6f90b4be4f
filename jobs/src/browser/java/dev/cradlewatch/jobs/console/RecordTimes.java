package dev.cradlewatch.jobs.console;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells when the broker had a record. */
final class RecordTimes implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    RecordTimes(KafkaCluster cluster) {
        consumer = new KafkaConsumer<>(cluster.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** The broker's timestamp of the first record under a key, which must be there. */
    long firstOf(TopicSpec topic, String key) {
        var partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(Duration.ofMillis(100))) {
                if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                    return record.timestamp();
                }
            }
        }
        throw new AssertionError("topic %s has no record of %s".formatted(topic.name(), key));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
