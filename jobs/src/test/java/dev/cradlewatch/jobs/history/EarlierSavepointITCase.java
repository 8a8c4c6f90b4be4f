package dev.cradlewatch.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.savepoint.KeptSavepoints;
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
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioSystem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The savepoints that earlier versions of the job left when all its rows were committed, and that this one goes on from. Tables are new each
 * time, so that what they hold is what came behind the savepoint.
 */
class EarlierSavepointITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(180);
    private static final HistoryConfig CONFIG = HistoryConfig.defaults().committingEvery(Duration.ofMillis(300));
    private static final String CRIB = "crib";
    private static final int SAVED_AT = 2;
    private static final int EVENTS_BEFORE = 1;
    private static final int QUIET_AT = 4;
    private static final int END = 25;

    @TempDir
    private Path folder;

    private KeptSavepoints kept;

    @BeforeEach
    void name() {
        kept = new KeptSavepoints("history", folder);
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void whatWasCountedBeforeTheUpgradeIsNotCountedAgainAndItsSoundIsInTheClip(String version) throws Exception {
        assertGoesOn(kept.of(version));
    }

    /** Kept where {@code cradlewatch.savepoints} says, for later versions. */
    @Test
    void soItIsFromTheSavepointOfThisVersion() throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            var history = HistoryLocation.createFolder(folder.resolve("before"));
            feed(stack, SAVED_AT, 1);
            tellUntilTheSavepoint(stack);
            define(stack, history, kept.environment(stack));
            awaitRows(history, "%d|%d|1|1|1|0".formatted(EVENTS_BEFORE, SAVED_AT));
            assertGoesOn(kept.take(stack));
        }
    }

    private void assertGoesOn(Path saved) throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            var history = HistoryLocation.createFolder(folder.resolve("after"));
            // The saved job has read the first registration; keys are made anew, so it must be told them behind that.
            var fed = feed(stack, END, 2);
            tellUntilTheSavepoint(stack);
            tellUntilTheSavepoint(stack);
            tellBehindTheSavepoint(stack);
            define(stack, history, kept.environmentFrom(saved, stack));

            awaitRows(history, "%d|%d|2|1|1|1".formatted(fed.events() - EVENTS_BEFORE, END - SAVED_AT));

            assertThat(ask(history, "SELECT seq FROM cry_scores ORDER BY seq"))
                    .containsExactlyElementsOf(IntStream.range(SAVED_AT, END)
                            .mapToObj(String::valueOf)
                            .toList());
            assertThat(ask(history, "SELECT id, version, kind FROM alerts ORDER BY version"))
                    .containsExactly("after|1|CRYING", "after|2|QUIET_AGAIN");
            assertThat(ask(history, "SELECT id FROM feedback")).containsExactly("after");
            assertThat(ask(history, "SELECT image_id FROM images")).containsExactly("after");
            assertThat(ask(history, "SELECT alert_id, device, seconds, sound_seconds FROM clips"))
                    .containsExactly("after|crib|9.0|4.0");
            assertThat(soundOf(history)).containsExactly(0, 0, 0, 0, 0, 1, 2, 3, 4);
        }
    }

    private static void tellUntilTheSavepoint(LocalStack stack) throws Exception {
        var origins = WindowOrigins.read(stack.cluster());
        try (var log = new LogWriter(stack.cluster())) {
            for (var second = 0L; second < SAVED_AT; second++) {
                score(log, second, origins.get(second));
            }
            alert(log, "before", 1, AlertKind.CRYING, "door");
            feedback(log, "before");
            image(log, "before");
        }
    }

    private static void tellBehindTheSavepoint(LocalStack stack) throws Exception {
        var origins = WindowOrigins.read(stack.cluster());
        try (var log = new LogWriter(stack.cluster())) {
            for (var second = (long) SAVED_AT; second < END; second++) {
                score(log, second, origins.get(second));
            }
            alert(log, "after", 1, AlertKind.CRYING, CRIB);
            alert(log, "after", 2, AlertKind.QUIET_AGAIN, CRIB);
            feedback(log, "after");
            image(log, "after");
        }
    }

    private static Fed feed(LocalStack stack, int seconds, int registrations) throws Exception {
        var recordings = List.of(new Recording(CRIB, "willow", new PcmSource(numberedSeconds(seconds))));
        try (var feeder = new FleetFeeder(stack.cluster())) {
            for (var i = 0; i < registrations; i++) {
                feeder.register(recordings, NIGHT);
            }
            return feeder.play(recordings, Plan.of(NIGHT, Double.POSITIVE_INFINITY), second -> {});
        }
    }

    private static void define(LocalStack stack, HistoryLocation history, StreamExecutionEnvironment env)
            throws Exception {
        var topics = new HistoryTopics(stack.cluster());
        try (var catalog = HistoryCatalog.open(history)) {
            new HistoryJob(CONFIG)
                    .define(
                            topics.endless(env),
                            new HistorySinks(catalog),
                            topics.clips(history.clips(Duration.ofDays(30))),
                            topics.deadLetters());
        }
        stack.flink().submit("history", env);
    }

    private static void awaitRows(HistoryLocation history, String counts) {
        Awaitility.await().atMost(AT_MOST).untilAsserted(() -> assertThat(ask(history, """
                SELECT (SELECT count(*) FROM device_events), (SELECT count(*) FROM cry_scores), (SELECT count(*) FROM alerts),
                    (SELECT count(*) FROM feedback), (SELECT count(*) FROM images), (SELECT count(*) FROM clips)
                """))
                .containsExactly(counts));
    }

    private static List<String> ask(HistoryLocation history, String statement) throws Exception {
        var lines = new ArrayList<String>();
        new HistoryQuery(HistorySnapshot.of(history, Optional.empty()), AT_MOST).run(statement, rows -> {
            while (rows.next()) {
                lines.add(rows.cells().stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
        });
        return lines;
    }

    /** What the only clip sounds like at the middle of each second. */
    private static List<Integer> soundOf(HistoryLocation history) throws Exception {
        var path = ask(history, "SELECT path FROM clips").get(0);
        try (var sound = AudioSystem.getAudioInputStream(new File(path))) {
            var pcm = sound.readAllBytes();
            return IntStream.range(0, pcm.length / AudioWindow.PCM_BYTES)
                    .mapToObj(second -> (int) pcm[second * AudioWindow.PCM_BYTES + AudioWindow.PCM_BYTES / 2])
                    .toList();
        }
    }

    /** Sound whose every second is its number, from 1. */
    private static byte[] numberedSeconds(int seconds) {
        var pcm = new byte[seconds * AudioWindow.PCM_BYTES];
        for (var position = 0; position < pcm.length; position++) {
            pcm[position] = (byte) (position / AudioWindow.PCM_BYTES + 1);
        }
        return pcm;
    }

    private static void score(LogWriter log, long second, Origin origin) throws Exception {
        var at = NIGHT.plusSeconds(second);
        var window = new WindowFacts(
                CRIB,
                "willow",
                7,
                second,
                at,
                at,
                at.plusSeconds(1),
                Lane.LIVE,
                origin,
                0.5f,
                "cry-tiny",
                WindowReason.AUDIT,
                -40);
        log.write(Topics.CRY_SCORES, CRIB, new CryScoreCodec().encode(new ScoredWindow(window, 0.25f, "cry-full")), at);
    }

    private static void alert(LogWriter log, String id, int version, AlertKind kind, String device) throws Exception {
        var at = version == 1 ? NIGHT : NIGHT.plusSeconds(QUIET_AT);
        var evidence = List.of(new DeviceEvidence(device, 0.9, 0.95, version, true));
        var alert = new Alert(id, version, "willow", kind, Severity.WARNING, Silence.NONE, NIGHT, at, evidence);
        log.write(Topics.ALERTS, "willow", new AlertCodec().encode(alert), at);
    }

    private static void feedback(LogWriter log, String id) throws Exception {
        var answer = Feedback.ofAlert(id, "willow", FeedbackKind.ACKNOWLEDGED, "before", 1, "Ada", NIGHT);
        log.write(Topics.FEEDBACK, "willow", new FeedbackCodec().encode(answer), NIGHT);
    }

    private static void image(LogWriter log, String id) throws Exception {
        var origin = new Origin("night.images", 0, 0);
        var image = new ColorizedImage(
                CRIB, id, NIGHT, new byte[] {1, 2, 3}, "", 640, 480, "color-ref 1", "", 500_000, 300_000_000, origin);
        log.write(Topics.IMAGES_COLORIZED, CRIB, new ColorizedImageCodec().encode(image), NIGHT);
    }
}
