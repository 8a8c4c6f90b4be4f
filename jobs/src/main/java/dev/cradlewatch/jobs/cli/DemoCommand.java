package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.notify.VapidKeys;
import dev.cradlewatch.jobs.agent.AgentFleet;
import dev.cradlewatch.jobs.agent.ReplayClock;
import dev.cradlewatch.jobs.cry.Arrivals;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.history.DemoHistory;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays recordings, or the built-in synthetic night, through the whole system on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a night through the whole system on this machine: real agents, a real Kafka broker, a real Flink cluster.",
            "Without --audio it plays a short night that Cradlewatch synthesizes itself: two households, three monitors.",
            "Without --once it serves the console, prints links that sign in, and plays the night again and again.",
            "What happened is kept for cradlewatch sql, until the next demo with the same --data."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration BETWEEN_NIGHTS = Duration.ofSeconds(60);
    private static final String CRIB = "crib";
    private static final Duration NO_PROGRESS = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PARALLELISM = 2;
    private static final int AGENTS_SIDE_BY_SIDE = 32;

    @Option(
            names = "--audio",
            paramLabel = "DIR",
            description = "Play these recordings (WAV, FLAC, Opus ...), each as a monitor of its own.")
    private Optional<Path> audio = Optional.empty();

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = {
                "Colour these pictures: folders day and night of one camera, JPEG or PNG of at most 4 MiB.",
                "Without --images and --audio: a drawn nursery."
            })
    private Optional<Path> images = Optional.empty();

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

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description =
                    "Where the page is served, or on any free port if this one is taken (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--json", description = "Print the summary as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, RefusedRecordException {
        var out = spec.commandLine().getOut();
        var pictures = pictures();
        var recordings = audio.isPresent() ? Recordings.files(audio.get()) : Recordings.synthetic();
        out.println(
                audio.isPresent()
                        ? "%d recordings of %s, each as a monitor of its own".formatted(recordings.size(), audio.get())
                        : "The built-in night: SYNTHETIC sound, two and a half minutes. Household willow: two cries, two monitors;"
                                + " maple: a lullaby.");
        out.println("Starting Kafka and Flink ...");
        out.flush();
        try (var history = DemoHistory.startAnew(data.history());
                var stack = LocalStack.start(ArrivalClock.PRODUCER, PARALLELISM);
                var fleet = AgentFleet.of(stack.cluster(), System.getenv(), AGENTS_SIDE_BY_SIDE)) {
            var job = submit(stack);
            var keeper = new DemoKeeper(stack, history.location());
            if (Double.isFinite(speed)) {
                keeper.keepAlongside();
            }
            out.printf(
                    "Kafka on %s, Flink on %s, history in %s (ask it with cradlewatch sql)%n%n",
                    stack.cluster().bootstrapServers(), stack.flink().address(), data.history());
            fleet.register(recordings, NIGHT);
            var uncolored = pictures.isPresent() ? color(pictures.get(), fleet, stack, out) : 0;
            if (once) {
                var playback = play(stack, fleet, job, recordings, out);
                keeper.finish();
                summarize(playback, out);
                return playback.lost() == 0 && uncolored == 0 ? 0 : 1;
            }
            var page = DemoConsole.address(port);
            var keys = VapidKeys.ofFile(data.vapidKeys());
            DemoNotices.start(stack, keys, page);
            try (var console = DemoConsole.start(
                    stack.cluster(), history.location(), recordings, page, keys.publicKey(), NIGHT, speed)) {
                console.printLinks(out);
                var clock = ReplayClock.from(NIGHT, speed);
                var playback = play(stack, fleet, job, recordings, out);
                if (!Double.isFinite(speed)) {
                    keeper.finish();
                }
                summarize(playback, out);
                stayUp(stack, fleet, recordings, clock, out);
                return playback.lost() == 0 && uncolored == 0 ? 0 : 1;
            }
        }
    }

    /** Until Ctrl-C: the night begins anew, later each time, unless it is played as fast as it goes. */
    private void stayUp(
            LocalStack stack, AgentFleet fleet, List<Recording> recordings, ReplayClock clock, PrintWriter out)
            throws IOException, InterruptedException, RefusedRecordException {
        if (!Double.isFinite(speed)) {
            out.println("Everything is played. The pages stay up until you press Ctrl-C.");
            out.flush();
            new CountDownLatch(1).await();
        }
        out.println("The night begins anew, again and again, until you press Ctrl-C.");
        out.flush();
        var table = new AlertTable(out);
        var isNew = new AtomicBoolean();
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {
            if (isNew.get()) {
                table.row(alert);
            }
        })) {
            watcher.readToEnd();
            isNew.set(true);
            while (true) {
                var start = clock.now().plus(BETWEEN_NIGHTS);
                try (var feeding = Feeding.start(() -> fleet.play(recordings, start, speed, played -> {}))) {
                    while (!feeding.isDone()) {
                        watcher.poll(POLL);
                    }
                    feeding.result();
                }
            }
        }
    }

    private Optional<DemoPictures> pictures() throws IOException {
        if (images.isPresent()) {
            return Optional.of(DemoPictures.of(images.get()));
        }
        return audio.isPresent() ? Optional.empty() : Optional.of(DemoPictures.synthetic());
    }

    /** How many did not come back in colour. */
    private int color(DemoPictures pictures, AgentFleet fleet, LocalStack stack, PrintWriter out)
            throws IOException, InterruptedException, RefusedRecordException {
        var camera = fleet.identity(CRIB);
        if (camera.isPresent()) {
            pictures.upload(stack.cluster(), CRIB, camera.get(), NIGHT);
        } else {
            pictures.upload(stack.cluster(), NIGHT);
        }
        var folder = data.data().resolve("pictures");
        int colored = pictures.color(stack, folder);
        out.printf("%d of %d night pictures in colour: see %s%n", colored, pictures.nights(), folder);
        return pictures.nights() - colored;
    }

    private LocalJob submit(LocalStack stack) throws IOException, InterruptedException {
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster(), Arrivals.simulated(speed));
        var config = CryModelOptions.config(Timebase.STREAM).withoutOfflineAlerts();
        new CryAlertJob(config).define(topics.endless(env), topics.outputs());
        return stack.flink().submit("cry-alerts", env);
    }

    private Playback play(LocalStack stack, AgentFleet fleet, LocalJob job, List<Recording> recordings, PrintWriter out)
            throws IOException, InterruptedException, RefusedRecordException {
        var table = new AlertTable(out);
        table.header();
        try (var watcher = new ResultWatcher(stack.cluster(), table::row);
                var feeding = Feeding.start(() -> fleet.play(recordings, NIGHT, speed, played -> {}))) {
            while (!feeding.isDone()) {
                watcher.poll(POLL);
            }
            var fed = feeding.result();
            var eventsWorkedOff = awaitWorkedOff(stack, watcher, fed);
            if (once || !Double.isFinite(speed)) {
                job.drain(stack.savepoints(), NO_PROGRESS);
            }
            var playback = Playback.of(fed, watcher.readToEnd(), eventsWorkedOff);
            told(fed, playback, recordings.size(), out);
            return playback;
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
            if (playback.pending() == 0 || System.nanoTime() - lastMove > NO_PROGRESS.toNanos()) {
                return events;
            }
            if (playback.recordsProcessed() != last) {
                last = playback.recordsProcessed();
                lastMove = System.nanoTime();
            }
        }
    }

    private static void told(Fed fed, Playback playback, int monitors, PrintWriter out) {
        out.printf(
                "%n%d monitors heard %,d s and streamed %.1f %% of it: %,d records sent, %,d processed, %d alerts, %d dead letters, %d lost%n",
                monitors,
                fed.captured(),
                100 * fed.streamedShare(),
                playback.recordsSent(),
                playback.recordsProcessed(),
                playback.alerts(),
                playback.results().deadLetters().size(),
                playback.lost());
        out.flush();
    }

    /** Records are windows and events; pictures are told in a line of their own. */
    private void summarize(Playback playback, PrintWriter out) {
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
