package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.connectors.wire.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A domain record as a record of its topic.
 *
 * @param topic     where it goes
 * @param encoder   its bytes
 * @param key       its key; empty for none
 * @param timestamp its timestamp where the topic takes that of the producer
 * @param headers   its headers
 */
record RecordSerializer<T>(
        String topic,
        RecordEncoder<T> encoder,
        SerializableFunction<T, String> key,
        SerializableFunction<T, Instant> timestamp,
        SerializableFunction<T, List<Header>> headers)
        implements KafkaRecordSerializationSchema<T> {

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T element, KafkaSinkContext context, Long ignored) {
        var keyText = key.apply(element);
        return new ProducerRecord<>(
                topic,
                null,
                Math.max(0, timestamp.apply(element).toEpochMilli()),
                keyText.isEmpty() ? null : keyText.getBytes(StandardCharsets.UTF_8),
                encoder.encode(element),
                headers.apply(element));
    }
}
