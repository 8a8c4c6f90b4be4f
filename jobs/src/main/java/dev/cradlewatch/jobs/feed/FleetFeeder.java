package dev.cradlewatch.jobs.feed;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceRecord;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plays recordings as a fleet of monitors through the real topics, second by second, all devices side by side. Each monitor has a
 * key and signs what it sends. Records carry the simulated time as their timestamp, so the topics must take the producer's clock.
 */
public final class FleetFeeder implements AutoCloseable {
    /** From so many records on it is worth while to ask other threads, which feeders share. */
    private static final int MANY = 200;

    /** A record on its way to the log. */
    private record Outgoing(String topic, String device, Instant arrival, byte[] value) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final AudioWindowCodec windowCodec = new AudioWindowCodec();
    private final DeviceEventCodec eventCodec = new DeviceEventCodec();
    private final DeviceRegistrationCodec registrationCodec = new DeviceRegistrationCodec();
    private final Map<String, DeviceIdentity> identities = new HashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public FleetFeeder(KafkaCluster cluster) {
        var properties = cluster.properties();
        properties.putIfAbsent(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "5");
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(192 * 1_024));
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(64L * 1_024 * 1_024));
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Gives the devices of the recordings new keys and makes them known to their households. */
    public void register(List<Recording> recordings, Instant at) throws IOException {
        for (var recording : recordings) {
            var device = recording.device();
            var identity = DeviceIdentity.create(device, at);
            identities.put(device, identity);
            var registration = new DeviceRegistration(
                    device, recording.household(), device, Status.ACTIVE, List.of(identity.key()));
            var entry = new Outgoing(Topics.DEVICES.name(), device, at, registrationCodec.encode(registration));
            send(record(entry));
        }
        awaitAcknowledged();
    }

    /** The key pair of a registered device, to speak in its name. */
    public DeviceIdentity identity(String device) {
        return Optional.ofNullable(identities.get(device))
                .orElseThrow(
                        () -> new IllegalStateException("device %s plays before it was registered".formatted(device)));
    }

    /**
     * Plays the recordings of registered devices to their end.
     *
     * @param progress is told the simulated seconds played so far; while it is busy, the fleet stands still
     * @throws IOException if a recording cannot be read or a record is not acknowledged
     */
    public Fed play(List<Recording> recordings, Plan plan, LongConsumer progress)
            throws IOException, InterruptedException {
        var monitors = new ArrayList<Monitor>();
        try {
            for (var recording : recordings) {
                monitors.add(new Monitor(recording, plan));
            }
            playAll(monitors, plan, progress);
            awaitAcknowledged();
            return monitors.stream().map(Monitor::fed).reduce(Fed.NOTHING, Fed::plus);
        } finally {
            for (var monitor : monitors) {
                monitor.close();
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }

    private void playAll(List<Monitor> monitors, Plan plan, LongConsumer progress)
            throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var second = 0L;
        while (!monitors.stream().allMatch(Monitor::ended)) {
            awaitSecond(second + 1, begun, plan.speed());
            var outgoing = new ArrayList<Outgoing>();
            for (var monitor : monitors) {
                for (var record : monitor.during(second)) {
                    outgoing.add(outgoing(record, record.sent().minus(monitor.clockAhead())));
                }
            }
            signed(outgoing).forEach(this::send);
            throwFailure();
            var told = System.nanoTime();
            progress.accept(++second);
            begun += System.nanoTime() - told;
        }
    }

    private static void awaitSecond(long second, long begunNanos, double speed) throws InterruptedException {
        var due = begunNanos + (long) (second / speed * 1e9);
        var wait = due - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private Outgoing outgoing(DeviceRecord record, Instant arrival) {
        if (record instanceof AudioWindow window) {
            return new Outgoing(Topics.AUDIO_WINDOWS.name(), window.device(), arrival, windowCodec.encode(window));
        }
        var event = (DeviceEvent) record;
        return new Outgoing(Topics.DEVICE_EVENTS.name(), event.device(), arrival, eventCodec.encode(event));
    }

    /** Signing takes longest: many records on all cores, in the same order. */
    private List<ProducerRecord<byte[], byte[]>> signed(List<Outgoing> outgoing) {
        var records = outgoing.size() < MANY ? outgoing.stream() : outgoing.parallelStream();
        return records.map(this::signed).toList();
    }

    private ProducerRecord<byte[], byte[]> signed(Outgoing outgoing) {
        var record = record(outgoing);
        identity(outgoing.device()).sign(outgoing.topic(), outgoing.value()).forEach(record.headers()::add);
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(Outgoing outgoing) {
        return new ProducerRecord<>(
                outgoing.topic(),
                null,
                outgoing.arrival().toEpochMilli(),
                outgoing.device().getBytes(StandardCharsets.UTF_8),
                outgoing.value());
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    private void awaitAcknowledged() throws IOException {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() throws IOException {
        var error = failure.get();
        if (error != null) {
            throw new IOException("Kafka did not take a record: " + error.getMessage(), error);
        }
    }
}
