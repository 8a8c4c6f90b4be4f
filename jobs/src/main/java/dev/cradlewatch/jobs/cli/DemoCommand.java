package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.LocalJob;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays recordings, or the built-in synthetic night, through the whole system on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a night through the whole system on this machine: a real Kafka broker, a real Flink cluster, the cry model.",
            "Without --audio it plays a short night that Cradlewatch synthesizes itself: two households, three monitors."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration NO_PROGRESS = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PARALLELISM = 2;

    @Option(
            names = "--audio",
            paramLabel = "DIR",
            description = "Play these recordings (WAV, FLAC, Opus ...), each as a monitor of its own.")
    private Optional<Path> audio = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            converter = SpeedConverter.class,
            defaultValue = "4",
            description = "Seconds of the night per second, or max (default: ${DEFAULT-VALUE}).")
    private double speed;

    @Option(
            names = "--once",
            description = "End when everything is played and worked off; exit code 0 only if nothing was lost.")
    private boolean once;

    @Option(names = "--json", description = "Print the summary as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, RefusedRecordException {
        var out = spec.commandLine().getOut();
        var recordings = audio.isPresent() ? Recordings.files(audio.get()) : Recordings.synthetic();
        out.println(
                audio.isPresent()
                        ? "%d recordings of %s, each as a monitor of its own".formatted(recordings.size(), audio.get())
                        : "The built-in night: SYNTHETIC sound, two and a half minutes. Household willow: two cries, two monitors;"
                                + " maple: a lullaby.");
        out.println("Starting Kafka and Flink ...");
        out.flush();
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, PARALLELISM)) {
            var env = stack.flink().environment();
            var topics = new CryAlertTopics(stack.cluster());
            new CryAlertJob(CryModelOptions.config(Timebase.STREAM)).define(topics.endless(env), topics.outputs());
            var job = stack.flink().submit("cry-alerts", env);
            out.printf(
                    "Kafka on %s, Flink on %s%n%n",
                    stack.cluster().bootstrapServers(), stack.flink().address());
            var playback = play(stack, job, recordings, out);
            summarize(playback, recordings.size(), out);
            if (!once) {
                out.println("Everything is played. Flink's page stays up until you press Ctrl-C.");
                out.flush();
                new CountDownLatch(1).await();
            }
            return playback.lost() == 0 ? 0 : 1;
        }
    }

    private Playback play(LocalStack stack, LocalJob job, List<Recording> recordings, PrintWriter out)
            throws IOException, InterruptedException, RefusedRecordException {
        var table = new AlertTable(out);
        table.header();
        try (var watcher = new ResultWatcher(stack.cluster(), table::row);
                var feeder = new FleetFeeder(stack.cluster())) {
            feeder.register(recordings, NIGHT);
            var feeding = CompletableFuture.supplyAsync(() -> feed(feeder, recordings));
            while (!feeding.isDone()) {
                watcher.poll(POLL);
            }
            var fed = joined(feeding);
            var eventsWorkedOff = awaitWorkedOff(stack, watcher, fed);
            if (once) {
                job.drain(stack.savepoints(), NO_PROGRESS);
            }
            return Playback.of(fed, watcher.readToEnd(), eventsWorkedOff);
        }
    }

    private Fed feed(FleetFeeder feeder, List<Recording> recordings) {
        try {
            return feeder.play(recordings, Plan.of(NIGHT, speed), second -> {});
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static Fed joined(CompletableFuture<Fed> feeding) throws IOException {
        try {
            return feeding.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        }
    }

    /** Waits until every window has a score or a dead letter and every event is worked off, or nothing moves any more. */
    private static long awaitWorkedOff(LocalStack stack, ResultWatcher watcher, Fed fed)
            throws IOException, InterruptedException, RefusedRecordException {
        var last = -1L;
        var lastMove = System.nanoTime();
        while (true) {
            var results = watcher.poll(POLL);
            var events = Playback.eventsWorkedOff(stack.cluster());
            var playback = Playback.of(fed, results, events);
            if (playback.lost() == 0 || System.nanoTime() - lastMove > NO_PROGRESS.toNanos()) {
                return events;
            }
            if (playback.recordsProcessed() != last) {
                last = playback.recordsProcessed();
                lastMove = System.nanoTime();
            }
        }
    }

    private void summarize(Playback playback, int monitors, PrintWriter out) {
        out.printf(
                "%n%d monitors, %,d records sent, %,d processed, %d alerts, %d dead letters, %d lost%n",
                monitors,
                playback.recordsSent(),
                playback.recordsProcessed(),
                playback.alerts(),
                playback.results().deadLetters().size(),
                playback.lost());
        if (json) {
            var summary = JsonNodeFactory.instance.objectNode();
            summary.put("records_sent", playback.recordsSent());
            summary.put("records_processed", playback.recordsProcessed());
            summary.put("alerts", playback.alerts());
            summary.put("dead_letters", playback.results().deadLetters().size());
            summary.put("lost", playback.lost());
            out.println(summary);
        }
        out.flush();
    }
}
