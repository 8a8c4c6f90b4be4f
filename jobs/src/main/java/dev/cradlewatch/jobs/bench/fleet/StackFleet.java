package dev.cradlewatch.jobs.bench.fleet;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.jobs.bench.fleet.MonitorNight.Crying;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.synth.SoundShelf;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.jobs.watch.Results;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** The alert job on the embedded stack, and a fleet of monitors that is played to it in real time. */
public final class StackFleet {
    private static final int PARALLELISM = 2;
    private static final Crying CRYING = new Crying(6, 10, 14);
    private static final Duration WORKED_OFF_WITHIN = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final CryAlertConfig config;
    private final int monitors;
    private final int seconds;

    /**
     * @param config   of the job, living by the wall clock
     * @param monitors each of its own household; every second one has a baby that cries once
     * @param seconds  how long each is played
     * @throws IllegalArgumentException if there is no monitor, or no time for a cry
     */
    public StackFleet(CryAlertConfig config, int monitors, int seconds) {
        if (monitors < 1) {
            throw new IllegalArgumentException("%d monitors: expected at least 1".formatted(monitors));
        }
        if (seconds <= CRYING.shortestNight()) {
            throw new IllegalArgumentException("%d s: expected more than %d, so that each baby can cry"
                    .formatted(seconds, CRYING.shortestNight()));
        }
        this.config = config;
        this.monitors = monitors;
        this.seconds = seconds;
    }

    /** How long {@link #run} plays. */
    public Duration length() {
        return Duration.ofSeconds(seconds)
                .plus(Duration.between(Instant.EPOCH, Fleet.begin(Instant.EPOCH, monitors - 1)));
    }

    /**
     * What came of it.
     *
     * @param windows     seconds of sound that were sent
     * @param late        how long after its end a second of sound was sent at most
     * @param unscored    windows that had no score in the end
     * @param deadLetters records that were refused
     * @param latencies   of the alerts
     */
    public record Outcome(long windows, Duration late, long unscored, int deadLetters, Latencies latencies) {

        /** Whether a cry was told, nothing was lost and nothing came twice. */
        public boolean isWhole() {
            return unscored == 0 && deadLetters == 0 && latencies.doubled() == 0 && latencies.toldCries() > 0;
        }
    }

    /**
     * Starts broker, Flink and job, plays the fleet to its end, and stops them.
     *
     * @param second is told each second that has passed
     */
    public Outcome run(LongConsumer second) throws IOException, InterruptedException {
        var nights = IntStream.range(0, monitors)
                .mapToObj(number -> MonitorNight.of(number, seconds, CRYING))
                .toList();
        try (var stack = LocalStack.start(ArrivalClock.BROKER, PARALLELISM);
                var fleet = Fleet.of(nights, new SoundShelf(), stack.cluster());
                var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            fleet.register();
            submit(stack);
            FleetBench.awaitKnown(stack.cluster(), List.of(CryAlertTopics.GROUP));
            var begin = Instant.now().plusSeconds(1);
            var playing = fleet.play(begin);
            for (var passed = 1L; !playing.isDone(); passed++) {
                Fleet.awaitTime(begin.plusSeconds(passed));
                second.accept(passed);
            }
            var fed = Fleet.result(playing);
            var results = awaitWorkedOff(watcher, fed.windows());
            return new Outcome(
                    fed.windows(),
                    fleet.mostLate(),
                    fed.windows() - results.scoredWindows(),
                    results.deadLetters().size(),
                    new Latencies(begin, nights, AlertTimes.read(stack.cluster())));
        } catch (RefusedRecordException e) {
            throw new IOException("a result that cannot be read: " + e.getMessage(), e);
        }
    }

    private void submit(LocalStack stack) throws IOException, InterruptedException {
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster());
        new CryAlertJob(config).define(topics.endless(env), topics.outputs());
        stack.flink().submit("cry-alerts", env);
    }

    private static Results awaitWorkedOff(ResultWatcher watcher, long windows)
            throws RefusedRecordException, InterruptedException {
        var deadline = System.nanoTime() + WORKED_OFF_WITHIN.toNanos();
        var results = watcher.readToEnd();
        while (results.scoredWindows() < windows && System.nanoTime() < deadline) {
            results = watcher.poll(LOOK_AGAIN);
        }
        return watcher.readToEnd();
    }
}
