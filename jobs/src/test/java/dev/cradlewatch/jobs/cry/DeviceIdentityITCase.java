package dev.cradlewatch.jobs.cry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may speak, in the whole job on a real broker and a real Flink cluster. */
class DeviceIdentityITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WINDOWS = Duration.ofMillis(100);

    private final DeviceIdentity crib = DeviceIdentity.create("crib", NIGHT);

    private LocalStack stack;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        LoudnessModel.WINDOWS_TO_LIVE.set(-1);
        stack = LocalStack.start(ArrivalClock.PRODUCER, 2);
        producer =
                new KafkaProducer<>(stack.cluster().properties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() throws Exception {
        producer.close();
        stack.close();
    }

    @Test
    void whatTheDeviceDidNotSignOrSaidBeforeIsADeadLetterWithItsReason() throws Exception {
        new DeviceRegistry(stack.cluster()).put(registration());
        var forger = DeviceIdentity.create("crib", NIGHT);
        var topic = Topics.AUDIO_WINDOWS.name();
        var first = window(0);
        send(0, first, crib.sign(topic, first));
        send(1, window(1), Map.of());
        send(2, window(2), forger.sign(topic, window(2)));
        send(3, window(3), crib.sign(topic, window(2)));
        send(4, window(4), crib.sign(Topics.DEVICE_EVENTS.name(), window(4)));
        send(700, window(700), crib.sign(topic, window(700)));
        send(701, first, crib.sign(topic, first));

        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster());
        job().define(topics.bounded(env), topics.outputs());
        stack.flink().submit("bounded", env).awaitFinished(AT_MOST);

        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            var results = watcher.readToEnd();
            assertThat(results.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsExactlyInAnyOrder(
                            DeadLetterReason.UNSIGNED,
                            DeadLetterReason.UNKNOWN_KEY,
                            DeadLetterReason.BAD_SIGNATURE,
                            DeadLetterReason.BAD_SIGNATURE,
                            DeadLetterReason.REPLAYED);
            assertThat(results.scoredWindows()).isEqualTo(2);
        }
    }

    @Test
    void aRevokedDeviceIsSilencedWithinSecondsWhileItStreams() throws Exception {
        var registry = new DeviceRegistry(stack.cluster());
        registry.put(registration());
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster());
        job().define(topics.endless(env), topics.outputs());
        var job = stack.flink().submit("revoked", env);
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            var second = 0;
            var deadline = System.nanoTime() + AT_MOST.toNanos();
            while (watcher.poll(BETWEEN_WINDOWS).scoredWindows() < 5) {
                assertThat(System.nanoTime()).as("scored in time").isLessThan(deadline);
                stream(second++);
            }
            assertThat(revoked(watcher)).isZero();

            registry.put(registration().with(Status.REVOKED));
            var revokedAt = System.nanoTime();
            while (revoked(watcher) == 0) {
                assertThat(Duration.ofNanos(System.nanoTime() - revokedAt)).isLessThan(REVOKED_WITHIN);
                stream(second++);
            }

            var firstAfter = second;
            for (var i = 0; i < 20; i++) {
                stream(second++);
            }
            job.drain(stack.savepoints(), AT_MOST);
            var results = watcher.readToEnd();
            assertThat(results.deadLetters())
                    .extracting(DeadLetter::reason)
                    .containsOnly(DeadLetterReason.REVOKED_DEVICE)
                    .hasSizeGreaterThanOrEqualTo(20);
            assertThat(results.scoredWindows())
                    .as("none after the first refusal")
                    .isLessThan(firstAfter)
                    .isEqualTo(second - results.deadLetters().size());
        }
    }

    private static long revoked(ResultWatcher watcher) throws RefusedRecordException, InterruptedException {
        return watcher.poll(BETWEEN_WINDOWS).deadLetters().stream()
                .filter(letter -> letter.reason() == DeadLetterReason.REVOKED_DEVICE)
                .count();
    }

    private static CryAlertJob job() throws Exception {
        return new CryAlertJob(
                CryAlertConfig.defaults(Timebase.STREAM, LoudnessModel::new, FeatureSpec.load("cry-full")));
    }

    private DeviceRegistration registration() {
        return new DeviceRegistration("crib", "willow", "crib", Status.ACTIVE, List.of(crib.key()));
    }

    private void stream(int second) throws Exception {
        send(second, window(second), crib.sign(Topics.AUDIO_WINDOWS.name(), window(second)));
    }

    private void send(int second, byte[] value, Map<String, byte[]> headers) throws Exception {
        var record = new ProducerRecord<>(
                Topics.AUDIO_WINDOWS.name(),
                null,
                NIGHT.plusSeconds(second + 1).toEpochMilli(),
                "crib".getBytes(StandardCharsets.UTF_8),
                value);
        headers.forEach(record.headers()::add);
        producer.send(record).get();
    }

    private static byte[] window(int second) {
        var start = NIGHT.plusSeconds(second);
        return new AudioWindowCodec()
                .encode(new AudioWindow(
                        "crib",
                        7,
                        second,
                        start,
                        start.plus(AudioWindow.LENGTH),
                        AudioWindow.SAMPLE_RATE_HZ,
                        new byte[AudioWindow.PCM_BYTES],
                        0,
                        "test",
                        WindowReason.DETECTION));
    }
}
