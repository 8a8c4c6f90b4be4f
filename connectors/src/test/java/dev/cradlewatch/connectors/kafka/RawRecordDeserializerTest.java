package dev.cradlewatch.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.stream.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RawRecordDeserializerTest {
    private static final Instant ARRIVAL = Instant.parse("2026-03-01T02:03:04.123Z");

    @Test
    void handsOnWhatTheLogHolds() {
        var headers = new RecordHeaders().add("kid", bytes("k1")).add("sig", bytes("s1"));

        var record = deserialize(bytes("d42"), bytes("value"), headers);

        assertThat(record)
                .usingRecursiveComparison()
                .isEqualTo(new RawRecord(
                        "audio.windows",
                        3,
                        99,
                        ARRIVAL,
                        "d42",
                        Map.of("kid", bytes("k1"), "sig", bytes("s1")),
                        bytes("value")));
    }

    @Test
    void makesEmptyWhatIsMissing() {
        var record = deserialize(null, null, new RecordHeaders().add("sig", null));

        assertThat(record.key()).isEmpty();
        assertThat(record.value()).isEmpty();
        assertThat(record.headers().get("sig")).isEmpty();
    }

    @Test
    void keepsTheLastOfRepeatedHeaders() {
        var headers = new RecordHeaders().add("kid", bytes("first")).add("kid", bytes("last"));

        assertThat(deserialize(bytes("d"), bytes("v"), headers).headers().get("kid"))
                .isEqualTo(bytes("last"));
    }

    @Test
    void takesAKeyThatIsNoText() {
        assertThat(deserialize(new byte[] {(byte) 0xff, 'a'}, bytes("v"), new RecordHeaders())
                        .key())
                .isEqualTo("\ufffda");
    }

    @Test
    void travelsBetweenOperatorsWithoutGenericSerialization() throws Exception {
        var strict = new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        var serializer = new RawRecordDeserializer().getProducedType().createSerializer(strict);
        var record = deserialize(bytes("d42"), bytes("value"), new RecordHeaders().add("sig", bytes("s")));
        var out = new DataOutputSerializer(64);

        serializer.serialize(record, out);

        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .usingRecursiveComparison()
                .isEqualTo(record);
    }

    private static RawRecord deserialize(byte[] key, byte[] value, Headers headers) {
        var records = new ArrayList<RawRecord>();
        var record = new ConsumerRecord<>(
                "audio.windows",
                3,
                99,
                ARRIVAL.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                key,
                value,
                headers,
                Optional.<Integer>empty());
        new RawRecordDeserializer().deserialize(record, new ListCollector<>(records));
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
