package dev.cradlewatch.jobs.cry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.jobs.watch.Results;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole job on what monitors send that stream little and keep their own pace. */
class GatedMonitorsITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

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
    void aGateChangesNeitherTheAlertNorItsTimeAndHeartbeatsCloseIt() throws Exception {
        var gate = gate(200, 50, 72);
        var fed = feed(
                Map.of("crib", gate),
                LoudRecording.of("crib", "willow", 200, 50, 70),
                LoudRecording.of("open", "maple", 200, 50, 70));

        var results = run(Arrivals.inStep());

        assertThat(fed.windows()).isEqualTo(gate.streamed() + 200);
        assertThat(results.scoredWindows()).isEqualTo(fed.windows());
        var gated = alertsOf(results, "willow");
        var open = alertsOf(results, "maple");
        assertThat(gated).extracting(Alert::kind).containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
        assertThat(gated.get(0).at()).isBeforeOrEqualTo(open.get(0).at());
        assertThat(gated.get(0).at()).isBetween(NIGHT.plusSeconds(51), NIGHT.plusSeconds(53));
        assertThat(gated.get(1).at()).isBetween(NIGHT.plusSeconds(90), NIGHT.plusSeconds(104));
    }

    @Test
    void aSecondCryAfterAPauseOfTheGateIsASecondAlert() throws Exception {
        var seconds = new ArrayList<>(gate(70, 20, 32).seconds());
        seconds.addAll(gate(130, 20, 32).seconds());
        var edges = Map.of(20L, onset(), 32L, offset(), 90L, onset(), 102L, offset());
        feed(Map.of("crib", new GateTrace(seconds, edges)), LoudRecording.of("crib", "willow", 200, 20, 30, 90, 100));

        assertThat(alertsOf(run(Arrivals.inStep()), "willow"))
                .extracting(Alert::kind)
                .containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN, AlertKind.CRYING, AlertKind.QUIET_AGAIN);
    }

    @Test
    void monitorsThatRaceEachOtherStillMakeTheAlertsOfTheNight() throws Exception {
        feed(Map.of(), LoudRecording.of("nursery", "maple", 150, 100, 120));
        feed(Map.of(), LoudRecording.of("door", "willow", 150, 40, 60));
        feed(Map.of("crib", gate(150, 40, 62)), LoudRecording.of("crib", "willow", 150, 40, 60));
        var expected = List.of(AlertKind.CRYING, AlertKind.QUIET_AGAIN);

        var results = run(Arrivals.simulated(Double.POSITIVE_INFINITY));

        assertThat(alertsOf(results, "willow")).extracting(Alert::kind).isEqualTo(expected);
        assertThat(alertsOf(results, "willow").get(1).evidence()).hasSize(2);
        assertThat(alertsOf(results, "maple")).extracting(Alert::kind).isEqualTo(expected);
    }

    @Test
    void whileAllMonitorsAreQuietTimeStandsStillAndTheEndOfTheInputsEndsIt() throws Exception {
        var arrivals = new Arrivals(Duration.ofHours(1), Optional.of(Duration.ofMillis(200)));
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster(), arrivals);
        job().define(topics.endless(env), topics.outputs());
        var job = stack.flink().submit("quiet", env);
        var fed = feed(Map.of(), LoudRecording.of("crib", "willow", 60, 5, 20));
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            await().atMost(AT_MOST).until(() -> watcher.poll(POLL).scoredWindows() == fed.windows());
            await().during(Duration.ofSeconds(2))
                    .atMost(AT_MOST)
                    .until(() -> watcher.poll(POLL).alerts().isEmpty());

            job.drain(stack.savepoints(), AT_MOST);
            assertThat(watcher.readToEnd().alerts())
                    .extracting(Alert::kind)
                    .containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
        }
    }

    private static CryAlertJob job() throws Exception {
        return new CryAlertJob(
                CryAlertConfig.defaults(Timebase.STREAM, LoudnessModel::new, FeatureSpec.load("cry-full"))
                        .withoutOfflineAlerts());
    }

    private static List<Alert> alertsOf(Results results, String household) {
        return results.alerts().stream()
                .filter(alert -> alert.household().equals(household))
                .toList();
    }

    /** Three seconds of pre-roll, a cry, five seconds of post-roll. */
    private static GateTrace gate(int seconds, int onset, int offset) {
        var trace = new ArrayList<GateTrace.Second>();
        for (var second = 0; second < seconds; second++) {
            var isCry = second >= onset && second < offset;
            var isNear = second >= onset - 3 && second < offset + 5;
            trace.add(new GateTrace.Second(
                    isCry ? 0.9f : 0.1f,
                    isCry
                            ? Optional.of(WindowReason.DETECTION)
                            : Optional.of(WindowReason.CONTEXT).filter(reason -> isNear)));
        }
        return new GateTrace(trace, Map.of((long) onset, onset(), (long) offset, offset()));
    }

    private static GateTrace.Edge onset() {
        return new GateTrace.Edge(DeviceEventKind.CRY_ONSET, 0.9f);
    }

    private static GateTrace.Edge offset() {
        return new GateTrace.Edge(DeviceEventKind.CRY_OFFSET, 0.1f);
    }

    private Fed feed(Map<String, GateTrace> gates, Recording... recordings) throws Exception {
        try (var feeder = new FleetFeeder(stack.cluster())) {
            feeder.register(List.of(recordings), NIGHT);
            return feeder.play(
                    List.of(recordings),
                    Plan.of(NIGHT, Double.POSITIVE_INFINITY).gatedBy(gates),
                    second -> {});
        }
    }

    private Results run(Arrivals arrivals) throws Exception {
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster(), arrivals);
        job().define(topics.bounded(env), topics.outputs());
        stack.flink().submit("gated", env).awaitFinished(AT_MOST);
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            return watcher.readToEnd();
        }
    }
}
