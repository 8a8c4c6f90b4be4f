package dev.cradlewatch.jobs.cry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.jobs.feed.Fault;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.jobs.watch.Results;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.flink.util.function.ThrowingConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole job on a real broker and a real Flink cluster. */
class CryAlertJobITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private LocalStack stack;

    @BeforeEach
    void start() throws Exception {
        LoudnessModel.WINDOWS_TO_LIVE.set(-1);
        stack = LocalStack.start(ArrivalClock.PRODUCER, 2);
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void twoMonitorsThatHearOneCryMakeOneAlertAndNothingIsLostOrCountedTwice() throws Exception {
        var fed = feed(
                Plan.of(NIGHT, Double.POSITIVE_INFINITY)
                        .with(new Fault.Duplicate("crib", 30), new Fault.Swap("crib", 33), new Fault.Swap("door", 50)),
                LoudRecording.of("crib", "willow", 90, 25, 45),
                LoudRecording.of("door", "willow", 90, 26, 45),
                LoudRecording.of("nursery", "maple", 90, 0, 0));

        var results = runBounded();

        assertThat(results.scoredWindows()).isEqualTo(fed.windows()).isEqualTo(270);
        assertThat(results.deadLetters()).isEmpty();
        assertThat(results.alerts()).extracting(Alert::kind).containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
        assertThat(results.alerts()).extracting(Alert::household).containsOnly("willow");
        assertThat(results.alerts().get(0).at()).isBetween(NIGHT.plusSeconds(26), NIGHT.plusSeconds(29));
    }

    @Test
    void everyBadRecordBecomesADeadLetterWithItsReasonAndTheJobGoesOn() throws Exception {
        var recordings = List.of(LoudRecording.of("crib", "willow", 60, 20, 30));
        var fed = feed(Plan.of(NIGHT, Double.POSITIVE_INFINITY), recordings, feeder -> {
            feeder.register(List.of(LoudRecording.of("other", "willow", 0, 0, 0)), NIGHT);
            var crib = feeder.identity("crib");
            try (var producer = producer()) {
                send(producer, crib, "crib", "no message".getBytes(StandardCharsets.UTF_8));
                send(producer, crib, "crib", new byte[200_000]);
                send(producer, crib, "crib", encoded(8_000, 0.5f, NIGHT));
                send(producer, crib, "crib", encoded(16_000, Float.NaN, NIGHT));
                send(producer, crib, "crib", encoded(16_000, 0.5f, NIGHT.plus(Duration.ofDays(300))));
                send(producer, feeder.identity("other"), "other", encoded(16_000, 0.5f, NIGHT));
                producer.send(new ProducerRecord<>(
                        Topics.SETTINGS.name(), "willow".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3}));
            }
        });

        var results = runBounded();

        assertThat(results.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactlyInAnyOrder(
                        DeadLetterReason.MALFORMED,
                        DeadLetterReason.TOO_LARGE,
                        DeadLetterReason.WRONG_SAMPLE_RATE,
                        DeadLetterReason.INVALID_SCORE,
                        DeadLetterReason.TIME_IN_FUTURE,
                        DeadLetterReason.KEY_MISMATCH,
                        DeadLetterReason.MALFORMED);
        assertThat(results.scoredWindows()).isEqualTo(fed.windows());
        assertThat(results.alerts()).extracting(Alert::kind).contains(AlertKind.CRYING);
    }

    @Test
    void aBacklogNeverRingsAndIsSummedUpOnce() throws Exception {
        var fed = feed(
                Plan.of(NIGHT, Double.POSITIVE_INFINITY).with(new Fault.Outage("crib", 20, 400)),
                LoudRecording.of("crib", "willow", 480, 100, 140),
                LoudRecording.of("nursery", "maple", 480, 0, 0));

        var results = runBounded();

        assertThat(results.scoredWindows()).isEqualTo(fed.windows());
        assertThat(results.alerts())
                .extracting(Alert::kind)
                .containsExactlyInAnyOrder(
                        AlertKind.MONITOR_OFFLINE, AlertKind.MONITOR_BACK, AlertKind.CRIED_WHILE_OFFLINE);
        var summary = results.alerts().stream()
                .filter(alert -> alert.kind() == AlertKind.CRIED_WHILE_OFFLINE)
                .findFirst()
                .orElseThrow();
        assertThat(summary.startedAt()).isBetween(NIGHT.plusSeconds(99), NIGHT.plusSeconds(103));
        assertThat(summary.rings()).isFalse();
    }

    @Test
    void aMonitorWithAWrongClockRingsAtTheRightTime() throws Exception {
        feed(
                Plan.of(NIGHT, Double.POSITIVE_INFINITY).with(new Fault.WrongClock("crib", Duration.ofDays(-20_000))),
                LoudRecording.of("crib", "willow", 60, 20, 40));

        var results = runBounded();

        assertThat(results.alerts()).first().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.CRYING);
            assertThat(alert.at()).isBetween(NIGHT.plusSeconds(21), NIGHT.plusSeconds(24));
        });
    }

    @Test
    void anAnswerFromTheLogIsToldAndTheEpisodeRingsNoMore() throws Exception {
        feed(Plan.of(NIGHT, Double.POSITIVE_INFINITY), LoudRecording.of("crib", "willow", 220, 20, 180));
        try (var producer = producer()) {
            for (var second = 21; second < 26; second++) {
                answer(producer, cryOpenedAt(NIGHT.plusSeconds(second)), NIGHT.plusSeconds(30));
            }
            send(producer, Topics.FEEDBACK, "willow", new byte[] {1}, NIGHT);
        }

        var results = runBounded();

        assertThat(results.alerts())
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.CRYING, AlertKind.ACKNOWLEDGED, AlertKind.STILL_CRYING, AlertKind.QUIET_AGAIN);
        assertThat(results.alerts()).extracting(Alert::rings).as("rings").containsExactly(true, false, false, false);
        assertThat(results.alerts().get(1).acknowledgement())
                .isEqualTo(new Acknowledgement("ada", NIGHT.plusSeconds(30)));
        assertThat(results.deadLetters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.MALFORMED);
    }

    @Test
    void aRestartInTheMiddleOfACryChangesNoAlert() throws Exception {
        var recordings = new Recording[] {
            LoudRecording.of("crib", "willow", 120, 20, 80), LoudRecording.of("nursery", "maple", 120, 0, 0)
        };
        LoudnessModel.WINDOWS_TO_LIVE.set(100);
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster());
        job().define(topics.endless(env), topics.outputs());
        var job = stack.flink().submit("restarted", env);
        var fed = feed(Plan.of(NIGHT, 30), recordings);
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            var deadline = System.nanoTime() + AT_MOST.toNanos();
            while (watcher.poll(Duration.ofMillis(100)).scoredWindows() < fed.windows()) {
                assertThat(System.nanoTime()).as("scored in time").isLessThan(deadline);
            }
            job.drain(stack.savepoints(), AT_MOST);
            var results = watcher.readToEnd();

            assertThat(LoudnessModel.WINDOWS_TO_LIVE.get())
                    .as("the failure happened")
                    .isNegative();
            assertThat(results.alerts())
                    .extracting(Alert::kind)
                    .containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
            assertThat(results.alerts())
                    .extracting(Alert::id)
                    .containsOnly(results.alerts().get(0).id());
            assertThat(results.alerts().get(0).at()).isBetween(NIGHT.plusSeconds(21), NIGHT.plusSeconds(23));
            assertThat(results.alerts().get(1).at()).isBetween(NIGHT.plusSeconds(105), NIGHT.plusSeconds(110));
        }
    }

    private Fed feed(Plan plan, Recording... recordings) throws Exception {
        return feed(plan, List.of(recordings), feeder -> {});
    }

    private Fed feed(Plan plan, List<Recording> recordings, ThrowingConsumer<FleetFeeder, Exception> first)
            throws Exception {
        try (var feeder = new FleetFeeder(stack.cluster())) {
            feeder.register(recordings, NIGHT);
            first.accept(feeder);
            return feeder.play(recordings, plan, second -> {});
        }
    }

    private Results runBounded() throws Exception {
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster());
        job().define(topics.bounded(env), topics.outputs());
        stack.flink().submit("bounded", env).awaitFinished(AT_MOST);
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            return watcher.readToEnd();
        }
    }

    private static CryAlertJob job() throws Exception {
        return new CryAlertJob(
                CryAlertConfig.defaults(Timebase.STREAM, LoudnessModel::new, FeatureSpec.load("cry-full")));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(stack.cluster().properties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Ids of alerts are deterministic: the same cry has the same one whenever the job reads it. */
    private static String cryOpenedAt(Instant time) {
        var name = "cradlewatch\ncry\nwillow\n\n" + time.toEpochMilli();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void answer(KafkaProducer<byte[], byte[]> producer, String alert, Instant at) {
        var feedback = Feedback.ofAlert("f-" + alert, "willow", FeedbackKind.ACKNOWLEDGED, alert, 1, "ada", at);
        send(producer, Topics.FEEDBACK, "willow", new FeedbackCodec().encode(feedback), at);
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, TopicSpec topic, String key, byte[] value, Instant at) {
        producer.send(new ProducerRecord<>(
                topic.name(), null, at.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, DeviceIdentity identity, String key, byte[] value) {
        var topic = Topics.AUDIO_WINDOWS.name();
        var record =
                new ProducerRecord<>(topic, null, NIGHT.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value);
        identity.sign(topic, value).forEach(record.headers()::add);
        producer.send(record);
    }

    private static byte[] encoded(int rateHz, float score, Instant start) {
        return new AudioWindowCodec()
                .encode(new AudioWindow(
                        "crib",
                        99,
                        0,
                        start,
                        NIGHT,
                        rateHz,
                        new byte[AudioWindow.PCM_BYTES],
                        score,
                        "test",
                        WindowReason.DETECTION));
    }
}
