package dev.cradlewatch.jobs.cry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.stream.Timebase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The savepoints that earlier versions of the job left in the middle of a cry, and that this one goes on from. A version whose state
 * differs adds its own, kept with {@code -Dcradlewatch.savepoint=DIR}, beside the old ones.
 */
class EarlierSavepointITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final String CRIB = "crib";
    private static final int SAVED_AT = 50;
    private static final int CRY_BEGINS = 20;
    private static final int CRY_ENDS = 80;
    private static final int END = 120;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void aCryThatBeganBeforeTheUpgradeStaysOneAlert(String version) throws Exception {
        var saved = folder.resolve("saved");
        copy(Path.of("src", "test", "resources", "savepoints", "cry-alerts", version), saved);
        assertGoesOn(saved);
    }

    /** Kept where {@code cradlewatch.savepoint} says, for later versions. */
    @Test
    void soItDoesFromTheSavepointOfThisVersion() throws Exception {
        var kept = Path.of(System.getProperty(
                "cradlewatch.savepoint", folder.resolve("kept").toString()));
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            feed(stack, SAVED_AT, 1);
            define(stack, stack.flink().environment());
            awaitScores(stack, SAVED_AT, AlertKind.CRYING);
            copy(stop(stack), kept);
        }
        assertGoesOn(kept);
    }

    private static void assertGoesOn(Path saved) throws Exception {
        var expected = newJob();
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            // The saved job has read the first registration; keys are made anew, so it must be told them behind that.
            feed(stack, END, 2);
            define(stack, stack.flink().environmentFrom(saved));

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

    private static Path stop(LocalStack stack) throws Exception {
        var configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, stack.flink().address().getHost());
        configuration.set(RestOptions.PORT, stack.flink().address().getPort());
        try (var client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
            var job = client.listJobs().get().iterator().next().getJobId();
            var folder = stack.savepoints().toUri().toString();
            var savepoint = client.stopWithSavepoint(job, false, folder, SavepointFormatType.CANONICAL)
                    .get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
            return Path.of(URI.create(savepoint));
        }
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
