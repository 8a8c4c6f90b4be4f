package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tells facts without a pause, round after round, until it is stopped: each round a score of each of {@link #DEVICES} monitors, an
 * event of one and a version of an alert. Facts of a kind are numbered from 0, the values follow from the number.
 */
final class SteadyFacts implements AutoCloseable {
    static final int DEVICES = 8;
    static final int VALUES = 64;

    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final long MILLIS_A_ROUND = 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final DeviceIdentity crib = DeviceIdentity.create("crib", NIGHT);
    private final Thread thread = new Thread(this::tell, "facts");
    private volatile boolean stopped;
    private volatile int rounds;

    SteadyFacts(KafkaCluster cluster) throws ExecutionException, InterruptedException {
        producer = new KafkaProducer<>(cluster.properties(), new ByteArraySerializer(), new ByteArraySerializer());
        var registration = new DeviceRegistration("crib", "willow", "crib", Status.ACTIVE, List.of(crib.key()));
        producer.send(record(Topics.DEVICES, "crib", new DeviceRegistrationCodec().encode(registration), 0))
                .get();
        thread.start();
    }

    /** Ends after a whole round that Kafka has. */
    int stop() throws InterruptedException {
        stopped = true;
        thread.join();
        producer.flush();
        return rounds;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        producer.close();
    }

    private void tell() {
        while (!stopped) {
            for (var device = 0; device < DEVICES; device++) {
                producer.send(record(Topics.CRY_SCORES, "d" + device, score("d" + device, rounds), rounds));
            }
            var event = record(Topics.DEVICE_EVENTS, "crib", event(rounds), rounds);
            crib.sign(event.topic(), event.value()).forEach(event.headers()::add);
            producer.send(event);
            producer.send(record(Topics.ALERTS, "willow", alert(rounds + 1), rounds));
            rounds++;
            try {
                TimeUnit.MILLISECONDS.sleep(MILLIS_A_ROUND);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static ProducerRecord<byte[], byte[]> record(TopicSpec topic, String key, byte[] value, int round) {
        var arrival = at(round).toEpochMilli();
        return new ProducerRecord<>(topic.name(), null, arrival, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static Instant at(int round) {
        return NIGHT.plusMillis(MILLIS_A_ROUND * round);
    }

    private static byte[] score(String device, int seq) {
        var at = at(seq);
        var origin = new Origin("audio.windows", 0, seq);
        var window = new WindowFacts(
                device, "willow", 7, seq, at, at, at, Lane.LIVE, origin, 0.5f, "cry-tiny", WindowReason.AUDIT, -40);
        return new CryScoreCodec().encode(new ScoredWindow(window, (float) (seq % VALUES) / VALUES, "cry-full"));
    }

    private static byte[] event(int seq) {
        var health = new DeviceHealth(seq % VALUES, 0, 0, "1");
        var kind = DeviceEventKind.HEARTBEAT;
        return new DeviceEventCodec().encode(new DeviceEvent("crib", 7, seq, at(seq), at(seq), kind, 0, health, ""));
    }

    private static byte[] alert(int version) {
        var at = at(version);
        var kind = AlertKind.STILL_CRYING;
        return new AlertCodec()
                .encode(new Alert("a", version, "willow", kind, Severity.WARNING, Silence.NONE, at, at, List.of()));
    }
}
