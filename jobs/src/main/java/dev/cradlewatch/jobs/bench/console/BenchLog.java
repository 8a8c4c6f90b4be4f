package dev.cradlewatch.jobs.bench.console;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what the jobs would: households with a monitor each, their scores and alerts. Thread-safe. */
final class BenchLog implements AutoCloseable {
    static final String CAREGIVER = "ada";

    private final KafkaProducer<byte[], byte[]> producer;

    BenchLog(KafkaCluster cluster) {
        producer = new KafkaProducer<>(cluster.properties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Makes a household and its monitor known. */
    void introduce(String household) throws IOException, InterruptedException {
        var people = new Household(
                household,
                household,
                List.of(new Caregiver(CAREGIVER, "Ada", List.of())),
                Household.ESCALATE_AFTER,
                HomeAssistant.none());
        var monitor = new DeviceRegistration(
                monitor(household), household, "Crib", DeviceRegistration.Status.ACTIVE, List.of());
        written(send(Topics.HOUSEHOLDS, household, new HouseholdCodec().encode(people)));
        written(send(Topics.DEVICES, monitor.device(), new DeviceRegistrationCodec().encode(monitor)));
    }

    /**
     * A new cry.
     *
     * @return the broker's timestamp, milliseconds since the epoch
     */
    long cry(String household, String id) throws IOException, InterruptedException {
        var now = Instant.now();
        var alert = new Alert(
                id,
                1,
                household,
                AlertKind.CRYING,
                Severity.WARNING,
                Silence.NONE,
                now.minusSeconds(2),
                now,
                List.of(new DeviceEvidence(monitor(household), 0.97, 0.99, 2, true)));
        return written(send(Topics.ALERTS, household, new AlertCodec().encode(alert)));
    }

    /** A scored second of a household's monitor; does not wait. */
    void score(String household, long second) {
        var now = Instant.now();
        var window = new WindowFacts(
                monitor(household),
                household,
                1,
                second,
                now,
                now,
                now,
                Lane.LIVE,
                new Origin(Topics.AUDIO_WINDOWS.name(), 0, second),
                0.5f,
                "cry-tiny",
                WindowReason.DETECTION,
                -40);
        send(
                Topics.CRY_SCORES,
                monitor(household),
                new CryScoreCodec().encode(new ScoredWindow(window, 0.5f, "cry-full")));
    }

    @Override
    public void close() {
        producer.close();
    }

    private static String monitor(String household) {
        return household + "-crib";
    }

    private Future<RecordMetadata> send(TopicSpec topic, String key, byte[] value) {
        return producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static long written(Future<RecordMetadata> record) throws IOException, InterruptedException {
        try {
            return record.get().timestamp();
        } catch (ExecutionException e) {
            throw new IOException(
                    "the log does not take a record: " + e.getCause().getMessage(), e);
        }
    }
}
