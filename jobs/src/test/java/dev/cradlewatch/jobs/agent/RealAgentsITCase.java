package dev.cradlewatch.jobs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.jobs.cry.Arrivals;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.PcmSource;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.jobs.watch.Results;
import dev.cradlewatch.jobs.watch.WholeTopic;
import dev.cradlewatch.models.cry.SharedCryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceRecord;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What real agents send is what the job reads: on a real broker, through a real Flink cluster. */
class RealAgentsITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(120);
    private static final int SECONDS = 40;

    private LocalStack stack;

    @BeforeEach
    void start() throws Exception {
        stack = LocalStack.start(ArrivalClock.PRODUCER, 2);
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void everyRecordIsSignedReadableOfTheSimulatedTimeAndWorkedOff() throws Exception {
        var fed = play(Double.POSITIVE_INFINITY);

        assertThat(fed.captured()).isEqualTo(2 * SECONDS);
        assertThat(fed.stranded()).isZero();
        var records = records();
        assertThat(records).hasSize((int) (fed.windows() + fed.events()));
        assertThat(records).allSatisfy(record -> {
            assertThat(record.at()).isBetween(NIGHT, NIGHT.plusSeconds(SECONDS + 1));
            assertThat(record.sent()).isBetween(record.at(), NIGHT.plusSeconds(SECONDS + 1));
        });
        for (var device : List.of("crib", "nursery")) {
            assertThat(heartbeats(records, device))
                    .containsSequence(NIGHT, NIGHT.plusSeconds(10), NIGHT.plusSeconds(20), NIGHT.plusSeconds(30));
        }

        var results = workedOff();
        assertThat(results.deadLetters()).isEmpty();
        assertThat(results.scoredWindows()).isEqualTo(fed.windows());
    }

    @Test
    void aReplayAtFullSpeedSendsTheSameRecordsEachTime() throws Exception {
        play(Double.POSITIVE_INFINITY);
        var first = said(records());
        stack.close();
        stack = LocalStack.start(ArrivalClock.PRODUCER, 2);
        play(Double.POSITIVE_INFINITY);

        assertThat(said(records())).isEqualTo(first).isNotEmpty();
    }

    private Fed play(double speed) throws Exception {
        var recordings = new NightSynthesizer()
                .tracks().stream()
                        .filter(track -> !track.device().equals("door"))
                        .map(track -> new Recording(
                                track.device(),
                                track.household(),
                                new PcmSource(Arrays.copyOf(track.pcm(), SECONDS * AudioWindow.PCM_BYTES))))
                        .toList();
        try (var fleet = AgentFleet.of(stack.cluster(), InstalledAgent.environment(), recordings.size())) {
            fleet.register(recordings, NIGHT);
            return fleet.play(recordings, NIGHT, speed, played -> {});
        }
    }

    private List<DeviceRecord> records() throws Exception {
        var records = new ArrayList<DeviceRecord>();
        for (var record : WholeTopic.read(stack.cluster(), Topics.AUDIO_WINDOWS)) {
            var window = new AudioWindowCodec().decode(record.value());
            assertThat(Instant.ofEpochMilli(record.timestamp())).isEqualTo(window.sent());
            records.add(window);
        }
        for (var record : WholeTopic.read(stack.cluster(), Topics.DEVICE_EVENTS)) {
            var event = new DeviceEventCodec().decode(record.value());
            assertThat(Instant.ofEpochMilli(record.timestamp())).isEqualTo(event.sent());
            records.add(event);
        }
        return records;
    }

    private static List<Instant> heartbeats(List<DeviceRecord> records, String device) {
        return records.stream()
                .filter(DeviceEvent.class::isInstance)
                .map(DeviceEvent.class::cast)
                .filter(event -> event.device().equals(device) && event.kind() == DeviceEventKind.HEARTBEAT)
                .map(DeviceEvent::at)
                .toList();
    }

    /** Without the epoch, which is drawn anew with each spool. */
    private static List<String> said(List<DeviceRecord> records) {
        return records.stream()
                .map(record -> "%s %s %d %s %s"
                        .formatted(
                                record.getClass().getSimpleName(),
                                record.device(),
                                record.seq(),
                                record.at(),
                                record.sent()))
                .sorted()
                .toList();
    }

    private Results workedOff() throws Exception {
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster(), Arrivals.simulated(Double.POSITIVE_INFINITY));
        var config = CryAlertConfig.defaults(
                Timebase.STREAM, () -> SharedCryModel.lease("cry-full", 1), FeatureSpec.load("cry-full"));
        new CryAlertJob(config).define(topics.bounded(env), topics.outputs());
        stack.flink().submit("real agents", env).awaitFinished(AT_MOST);
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            return watcher.readToEnd();
        }
    }
}
