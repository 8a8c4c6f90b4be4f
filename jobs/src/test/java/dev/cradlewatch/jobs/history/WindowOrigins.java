package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Where the windows of the only monitor stand, which a test's scores point at. */
final class WindowOrigins {
    private WindowOrigins() {}

    /** By the window's number; of one that is there twice the first. */
    static Map<Long, Origin> read(KafkaCluster kafka) throws RefusedRecordException {
        var topic = Topics.AUDIO_WINDOWS.name();
        var origins = new HashMap<Long, Origin>();
        try (var consumer =
                new KafkaConsumer<>(kafka.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var window = new AudioWindowCodec().decode(record.value());
                    origins.putIfAbsent(window.seq(), new Origin(topic, record.partition(), record.offset()));
                }
            }
        }
        return origins;
    }
}
