package dev.cradlewatch.jobs.feed;

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
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Plays recordings as a fleet of monitors through the real topics, second by second, all devices side by side. Records carry
 * the simulated time as their timestamp, so the topics must take the producer's clock.
 */
public final class FleetFeeder implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AudioWindowCodec windowCodec = new AudioWindowCodec();
    private final DeviceEventCodec eventCodec = new DeviceEventCodec();
    private final DeviceRegistrationCodec registrationCodec = new DeviceRegistrationCodec();
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

    /** Makes the devices of the recordings known to their households. */
    public void register(List<Recording> recordings, Instant at) throws IOException {
        for (var recording : recordings) {
            var registration = new DeviceRegistration(
                    recording.device(), recording.household(), recording.device(), Status.ACTIVE);
            send(Topics.DEVICES.name(), recording.device(), at, registrationCodec.encode(registration));
        }
        awaitAcknowledged();
    }

    /**
     * Plays the recordings to their end.
     *
     * @param progress is told the simulated seconds played so far
     * @throws IOException if a recording cannot be read or a record is not acknowledged
     */
    public Fed play(List<Recording> recordings, Plan plan, LongConsumer progress)
            throws IOException, InterruptedException {
        var monitors = new ArrayList<Monitor>();
        try {
            for (var recording : recordings) {
                monitors.add(new Monitor(recording, plan));
            }
            var seconds = playAll(monitors, plan, progress);
            awaitAcknowledged();
            return new Fed(
                    monitors.stream().mapToLong(Monitor::windows).sum(),
                    monitors.stream().mapToLong(Monitor::events).sum(),
                    monitors.stream().mapToLong(Monitor::duplicates).sum(),
                    seconds);
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

    private long playAll(List<Monitor> monitors, Plan plan, LongConsumer progress)
            throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var second = 0L;
        while (!monitors.stream().allMatch(Monitor::ended)) {
            awaitSecond(second + 1, begun, plan.speed());
            for (var monitor : monitors) {
                for (var record : monitor.during(second)) {
                    send(record, record.sent().minus(monitor.clockAhead()));
                }
            }
            throwFailure();
            progress.accept(++second);
        }
        return second - 1;
    }

    private static void awaitSecond(long second, long begunNanos, double speed) throws InterruptedException {
        var due = begunNanos + (long) (second / speed * 1e9);
        var wait = due - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private void send(DeviceRecord record, Instant arrival) {
        if (record instanceof AudioWindow window) {
            send(Topics.AUDIO_WINDOWS.name(), window.device(), arrival, windowCodec.encode(window));
        } else if (record instanceof DeviceEvent event) {
            send(Topics.DEVICE_EVENTS.name(), event.device(), arrival, eventCodec.encode(event));
        }
    }

    private void send(String topic, String key, Instant timestamp, byte[] value) {
        var record = new ProducerRecord<>(
                topic, null, timestamp.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value);
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
