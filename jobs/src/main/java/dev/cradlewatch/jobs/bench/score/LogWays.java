package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.jobs.bench.MiddlePart;
import dev.cradlewatch.jobs.bench.Turns.Way;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.local.LocalStack;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Ways from a backlog of signed windows in a real broker to scores in it: the whole job, and a consumer program without Flink. Both
 * score in {@value #PARALLELISM} threads. Each turn begins with an empty topic of scores and ends when each window has one; the rate is
 * that of the broker's timestamps in the middle part of them.
 */
final class LogWays implements AutoCloseable {
    /** As in the demo. */
    static final int PARALLELISM = 2;

    private static final Duration AT_MOST = Duration.ofMinutes(10);

    private final LocalStack stack;
    private final ReusedLog log;
    private final CryAlertConfig config;
    private final int windows;

    private LogWays(LocalStack stack, CryAlertConfig config, int windows) {
        this.stack = stack;
        this.config = config;
        this.windows = windows;
        log = new ReusedLog(stack.cluster());
    }

    /**
     * Starts broker and Flink and fills the log.
     *
     * @throws IOException if they do not start
     */
    static LogWays start(CryAlertConfig config, BenchSound sound, ScorePlan plan)
            throws IOException, InterruptedException {
        var ways = new LogWays(LocalStack.start(ArrivalClock.PRODUCER, PARALLELISM), config, plan.backlogWindows());
        try {
            ways.log.stampScoresByTheBroker();
            ways.fill(sound, plan.backlogSeconds());
            return ways;
        } catch (IOException | InterruptedException | RuntimeException e) {
            ways.close();
            throw e;
        }
    }

    Way job() {
        return stoppable(() -> {
            log.rewind();
            var env = stack.flink().environment();
            var topics = new CryAlertTopics(stack.cluster());
            new CryAlertJob(config).define(topics.bounded(env), topics.outputs());
            stack.flink().submit("cry-alerts", env).awaitFinished(AT_MOST);
            return scoresPerSecond();
        });
    }

    Way consumer() {
        return stoppable(() -> {
            log.rewind();
            var devices = new DeviceRegistry(stack.cluster()).read().devices();
            PlainProgram.run(stack.cluster(), devices, config, PARALLELISM);
            return scoresPerSecond();
        });
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            log.close();
        } finally {
            stack.close();
        }
    }

    private void fill(BenchSound sound, int seconds) throws IOException, InterruptedException {
        var recordings = sound.recordings(seconds);
        try (var feeder = new FleetFeeder(stack.cluster())) {
            feeder.register(recordings, BenchSound.BEGIN);
            feeder.play(recordings, Plan.of(BenchSound.BEGIN, Double.POSITIVE_INFINITY), second -> {});
        } catch (InterruptException e) {
            throw interrupted(e);
        }
    }

    private static Way stoppable(Way way) {
        return () -> {
            try {
                return way.perSecond();
            } catch (InterruptException e) {
                throw interrupted(e);
            }
        };
    }

    /** Kafka leaves the thread marked as interrupted, and then nothing could be closed in peace. */
    private static InterruptedException interrupted(InterruptException cause) {
        Thread.interrupted();
        var interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }

    private double scoresPerSecond() throws IOException {
        var times = log.scoreTimes();
        if (times.size() != windows) {
            throw new IOException("%d scores of %d windows".formatted(times.size(), windows));
        }
        return MiddlePart.of(windows).perSecondOf(times);
    }
}
