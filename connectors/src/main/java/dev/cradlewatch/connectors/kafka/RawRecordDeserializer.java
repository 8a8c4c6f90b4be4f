package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.operators.stream.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Hands on what the log holds and believes nothing: it decodes nothing, so that no record can stop a job. A missing key, header
 * value or value (a tombstone) becomes an empty one; a key that is no UTF-8 gets replacement characters.
 */
public final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final byte[] NONE = {};

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> message, Collector<RawRecord> out) {
        out.collect(raw(message));
    }

    /** A record as the log holds it. */
    public static RawRecord raw(ConsumerRecord<byte[], byte[]> message) {
        return new RawRecord(
                message.topic(),
                message.partition(),
                message.offset(),
                Instant.ofEpochMilli(message.timestamp()),
                message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8),
                headers(message.headers()),
                message.value() == null ? NONE : message.value());
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }

    private static Map<String, byte[]> headers(Headers headers) {
        var values = new HashMap<String, byte[]>();
        headers.forEach(header -> values.put(header.key(), header.value() == null ? NONE : header.value()));
        return values;
    }
}
