package dev.cradlewatch.jobs.cry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.savepoint.KeptSavepoints;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The savepoints that earlier versions of the job left in the middle of a cry, and that this one goes on from. */
class EarlierSavepointITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(180);
    private static final String CRIB = "crib";
    private static final int SAVED_AT = 50;
    private static final int CRY_BEGINS = 20;
    private static final int CRY_ENDS = 80;
    private static final int END = 120;

    @TempDir
    private Path folder;

    private KeptSavepoints kept;

    @BeforeEach
    void name() {
        kept = new KeptSavepoints("cry-alerts", folder);
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void aCryThatBeganBeforeTheUpgradeStaysOneAlert(String version) throws Exception {
        assertGoesOn(kept.of(version));
    }

    /** Kept where {@code cradlewatch.savepoints} says, for later versions. */
    @Test
    void soItDoesFromTheSavepointOfThisVersion() throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            feed(stack, SAVED_AT, 1);
            define(stack, kept.environment(stack));
            awaitScores(stack, SAVED_AT, AlertKind.CRYING);
            assertGoesOn(kept.take(stack));
        }
    }

    private void assertGoesOn(Path saved) throws Exception {
        var expected = newJob();
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            // The saved job has read the first registration; keys are made anew, so it must be told them behind that.
            feed(stack, END, 2);
            define(stack, kept.environmentFrom(saved, stack));

            var alerts = awaitScores(stack, END - SAVED_AT, AlertKind.QUIET_AGAIN);

            assertThat(expected).extracting(Alert::kind).containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
            assertThat(alerts).isEqualTo(expected.subList(1, 2));
        }
    }

    private static List<Alert> newJob() throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            feed(stack, END, 1);
            define(stack, stack.flink().environment());
            return awaitScores(stack, END, AlertKind.QUIET_AGAIN);
        }
    }

    private static void feed(LocalStack stack, int seconds, int registrations) throws Exception {
        var recordings = List.of(LoudRecording.of(CRIB, "willow", seconds, CRY_BEGINS, Math.min(seconds, CRY_ENDS)));
        try (var feeder = new FleetFeeder(stack.cluster())) {
            for (var i = 0; i < registrations; i++) {
                feeder.register(recordings, NIGHT);
            }
            feeder.play(recordings, Plan.of(NIGHT, Double.POSITIVE_INFINITY), second -> {});
        }
    }

    private static void define(LocalStack stack, StreamExecutionEnvironment env) throws Exception {
        var topics = new CryAlertTopics(stack.cluster());
        new CryAlertJob(CryAlertConfig.defaults(Timebase.STREAM, LoudnessModel::new, FeatureSpec.load("cry-full")))
                .define(topics.endless(env), topics.outputs());
        stack.flink().submit("cry-alerts", env);
    }

    private static List<Alert> awaitScores(LocalStack stack, long scores, AlertKind last) throws Exception {
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            var deadline = System.nanoTime() + AT_MOST.toNanos();
            while (true) {
                var results = watcher.poll(Duration.ofMillis(100));
                if (results.scoredWindows() == scores
                        && results.alerts().stream().anyMatch(alert -> alert.kind() == last)) {
                    return results.alerts();
                }
                assertThat(System.nanoTime()).as("%s", results).isLessThan(deadline);
            }
        }
    }
}
