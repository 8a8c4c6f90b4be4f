package dev.cradlewatch.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.jobs.feed.Fault;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.Backlog;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RawRecord;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioSystem;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker and a real Flink cluster, asked in SQL. */
class HistoryJobITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final HistoryConfig CONFIG = HistoryConfig.defaults().committingEvery(Duration.ofMillis(300));

    @TempDir
    private Path folder;

    private LocalStack stack;
    private HistoryLocation location;

    @BeforeEach
    void start() throws Exception {
        stack = LocalStack.start(ArrivalClock.PRODUCER, 1);
        location = HistoryLocation.createFolder(folder);
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void whatWasWrittenTwiceIsCountedOnceAndWhatCannotBeReadIsADeadLetter() throws Exception {
        var crib = new Recording("crib", "willow", new PcmSource(numberedSeconds(30)));
        var fed = feed(Plan.of(NIGHT, Double.POSITIVE_INFINITY).with(new Fault.Duplicate("crib", 5)), crib);
        var scores = scores(250);
        send(Topics.CRY_SCORES, "crib", scores.subList(0, 200));
        send(Topics.CRY_SCORES, "crib", scores.subList(150, 250));
        send(Topics.ALERTS, "willow", List.of(alert(1), alert(2), alert(1), alert(2), alert(3)));
        var acknowledged = new FeedbackCodec()
                .encode(Feedback.ofAlert(
                        "f-1", "willow", FeedbackKind.ACKNOWLEDGED, "a-1", 2, "Ada", NIGHT.plusSeconds(31)));
        send(Topics.FEEDBACK, "willow", List.of(acknowledged, acknowledged));
        send(
                Topics.IMAGES_COLORIZED,
                "crib",
                List.of(image("color-ref 1"), image("color-ref 1"), image("color-ref 2")));
        for (var topic : List.of(Topics.ALERTS, Topics.FEEDBACK, Topics.IMAGES_COLORIZED)) {
            send(topic, "willow", List.of("unreadable".getBytes(StandardCharsets.UTF_8)));
        }

        var env = stack.flink().environment();
        env.setParallelism(1);
        define(new HistoryTopics(stack.cluster()).bounded(env));
        stack.flink().submit("history", env).awaitFinished(AT_MOST);

        assertThat(ask("SELECT count(*), count(DISTINCT seq), min(seq), max(seq) FROM cry_scores"))
                .containsExactly("250|250|0|249");
        assertThat(ask("SELECT id, version, kind FROM alerts ORDER BY version"))
                .containsExactly("a-1|1|CRYING", "a-1|2|STILL_CRYING", "a-1|3|STILL_CRYING");
        assertThat(ask("SELECT count(*), count(DISTINCT seq), any_value(household) FROM device_events"))
                .containsExactly("%1$d|%1$d|willow".formatted(fed.events()));
        assertThat(ask("SELECT kind, seconds FROM feedback JOIN acknowledgements USING (alert_id)"))
                .containsExactly("ACKNOWLEDGED|30.0");
        assertThat(ask("SELECT alert_id, device, start, seconds, sound_seconds FROM clips"))
                .containsExactly("a-1|crib|2026-01-15T21:59:55Z|60.0|30.0");
        assertThat(soundOf("a-1"))
                .startsWith(0, 0, 0, 0, 0, 1, 2, 3)
                .contains(29, 30)
                .endsWith(0, 0)
                .hasSize(60);
        assertThat(ask("SELECT image_id, model, data_bytes, uri FROM images ORDER BY model"))
                .containsExactly("night-1|color-ref 1|3|null", "night-1|color-ref 2|3|null");
        assertThat(Backlog.ofAll(stack.cluster(), Topics.DEAD_LETTERS).records())
                .as("dead letters")
                .isEqualTo(3);
    }

    @Test
    void failuresOfTheJobLoseNothingAndCountNothingTwice() throws Exception {
        feed(
                Plan.of(NIGHT, Double.POSITIVE_INFINITY),
                new Recording("crib", "willow", new PcmSource(numberedSeconds(30))));
        FailsAtTimes.RECORDS_TO_LIVE.set(300);
        FailsAtTimes.FAILURES_LEFT.set(3);
        var env = stack.flink().environment();
        env.setParallelism(1);
        var inputs = new HistoryTopics(stack.cluster()).endless(env);
        define(new HistoryInputs(
                inputs.events(),
                failing(inputs.scores()),
                inputs.alerts(),
                inputs.feedback(),
                inputs.images(),
                inputs.devices(),
                inputs.known()));
        var job = stack.flink().submit("history", env);

        var scores = scores(1_200);
        for (var batch = 1; batch <= 6; batch++) {
            var rows = 200 * batch;
            send(Topics.CRY_SCORES, "crib", scores.subList(rows - 200, rows));
            send(Topics.ALERTS, "willow", List.of(batch <= 4 ? alert(1) : quietAgain()));
            Awaitility.await().atMost(AT_MOST).untilAsserted(() -> assertThat(ask("SELECT count(*) FROM cry_scores"))
                    .containsExactly(String.valueOf(rows)));
        }
        job.drain(stack.savepoints(), AT_MOST);

        assertThat(FailsAtTimes.FAILURES_LEFT).as("the failures happened").hasValue(0);
        assertThat(ask("SELECT count(*), count(DISTINCT seq), sum(seq) FROM cry_scores"))
                .containsExactly("1200|1200|719400");
        assertThat(ask("SELECT alert_id, device, seconds, sound_seconds FROM clips"))
                .containsExactly("a-1|crib|60.0|30.0");
        assertThat(soundOf("a-1"))
                .startsWith(0, 0, 0, 0, 0, 1, 2, 3)
                .contains(29, 30)
                .endsWith(0, 0);
    }

    private void define(HistoryInputs inputs) throws Exception {
        try (var catalog = HistoryCatalog.open(location)) {
            new HistoryJob(CONFIG)
                    .define(
                            inputs,
                            new HistorySinks(catalog),
                            new HistoryTopics(stack.cluster()).clips(location.clips(Duration.ofDays(30))),
                            new HistoryTopics(stack.cluster()).deadLetters());
        }
    }

    private Fed feed(Plan plan, Recording recording) throws Exception {
        try (var feeder = new FleetFeeder(stack.cluster())) {
            feeder.register(List.of(recording), NIGHT);
            return feeder.play(List.of(recording), plan, second -> {});
        }
    }

    private void send(TopicSpec topic, String key, List<byte[]> values) throws Exception {
        try (var producer = new KafkaProducer<>(
                stack.cluster().properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value));
            }
        }
    }

    /** Of the monitor's windows that the log has, each where it stands, and then of others that it never had. */
    private List<byte[]> scores(int count) throws Exception {
        var origins = WindowOrigins.read(stack.cluster());
        var codec = new CryScoreCodec();
        var values = new ArrayList<byte[]>();
        for (var seq = 0; seq < count; seq++) {
            var at = NIGHT.plusSeconds(seq);
            var origin = origins.getOrDefault((long) seq, new Origin(Topics.AUDIO_WINDOWS.name(), 0, 1_000_000 + seq));
            var window = new WindowFacts(
                    "crib",
                    "willow",
                    7,
                    seq,
                    at,
                    at,
                    at.plusSeconds(1),
                    Lane.LIVE,
                    origin,
                    0.5f,
                    "cry-tiny",
                    WindowReason.AUDIT,
                    -40);
            values.add(codec.encode(new ScoredWindow(window, 0.25f, "cry-full")));
        }
        return values;
    }

    private static byte[] alert(int version) {
        return alert(version, version == 1 ? AlertKind.CRYING : AlertKind.STILL_CRYING, version);
    }

    private static byte[] quietAgain() {
        return alert(2, AlertKind.QUIET_AGAIN, 20);
    }

    private static byte[] alert(int version, AlertKind kind, int second) {
        return new AlertCodec()
                .encode(new Alert(
                        "a-1",
                        version,
                        "willow",
                        kind,
                        Severity.WARNING,
                        Silence.NONE,
                        NIGHT,
                        NIGHT.plusSeconds(second),
                        List.of(new DeviceEvidence("crib", 0.9, 0.95, second, true))));
    }

    /** Sound whose every second is its number, from 1. */
    private static byte[] numberedSeconds(int seconds) {
        var pcm = new byte[seconds * AudioWindow.PCM_BYTES];
        for (var position = 0; position < pcm.length; position++) {
            pcm[position] = (byte) (position / AudioWindow.PCM_BYTES + 1);
        }
        return pcm;
    }

    /** What the only clip of the alert sounds like at the middle of each second. */
    private List<Integer> soundOf(String alert) throws Exception {
        var path = ask("SELECT path FROM clips WHERE alert_id = '%s'".formatted(alert));
        assertThat(path).hasSize(1);
        try (var sound = AudioSystem.getAudioInputStream(new File(path.get(0)))) {
            var pcm = sound.readAllBytes();
            return IntStream.range(0, pcm.length / AudioWindow.PCM_BYTES)
                    .mapToObj(second -> (int) pcm[second * AudioWindow.PCM_BYTES + AudioWindow.PCM_BYTES / 2])
                    .toList();
        }
    }

    private static byte[] image(String model) {
        return new ColorizedImageCodec()
                .encode(new ColorizedImage(
                        "crib",
                        "night-1",
                        NIGHT,
                        new byte[] {1, 2, 3},
                        "",
                        640,
                        480,
                        model,
                        "",
                        500_000,
                        300_000_000,
                        new Origin("night.images", 0, 0)));
    }

    private List<String> ask(String statement) throws Exception {
        var lines = new ArrayList<String>();
        new HistoryQuery(HistorySnapshot.of(location, Optional.empty()), AT_MOST).run(statement, rows -> {
            while (rows.next()) {
                lines.add(rows.cells().stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
        });
        return lines;
    }

    private static DataStream<RawRecord> failing(DataStream<RawRecord> records) {
        return records.map(new FailsAtTimes(), records.getType()).uid("failing").name("failing");
    }

    /** Fails the job a few times, each time some records after it came back. */
    private static final class FailsAtTimes implements MapFunction<RawRecord, RawRecord> {
        private static final long serialVersionUID = 1L;
        private static final AtomicInteger RECORDS_TO_LIVE = new AtomicInteger();
        private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

        @Override
        public RawRecord map(RawRecord record) {
            if (FAILURES_LEFT.get() > 0 && RECORDS_TO_LIVE.decrementAndGet() < 0) {
                FAILURES_LEFT.decrementAndGet();
                RECORDS_TO_LIVE.set(250);
                throw new IllegalStateException("as planned");
            }
            return record;
        }
    }
}
