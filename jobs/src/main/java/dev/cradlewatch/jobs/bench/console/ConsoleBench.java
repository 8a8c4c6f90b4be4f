package dev.cradlewatch.jobs.bench.console;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.TopicMismatchException;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.ConsoleConfig;
import dev.cradlewatch.console.clock.WallClock;
import dev.cradlewatch.console.http.LimitPolicy;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import dev.cradlewatch.operators.access.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;

/**
 * A console over a real broker, and pages in another process: how long alerts take to them while every monitor is scored each
 * second, and what a restart costs.
 */
public final class ConsoleBench implements AutoCloseable {
    private static final String STORM = "storm";
    private static final String HOST = "127.0.0.1";
    private static final double CRIES_PER_SECOND = 4;
    private static final int PAGES_OF_HOUSEHOLD = 10;
    private static final int PARTITIONS = 4;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int MANY = 1_000_000;
    private static final Duration OPEN_WITHIN = Duration.ofMinutes(2);
    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(30);

    /**
     * How much is measured.
     *
     * @param pages  open at once
     * @param alerts measured in each row
     * @param warmUp alerts before them, which are not
     */
    public record Plan(int pages, int alerts, int warmUp) {

        /** One for ten pages. */
        int households() {
            return Math.max(1, pages / PAGES_OF_HOUSEHOLD);
        }

        /** How often {@code step} is called by all rows together, if a restart takes no longer than usual. */
        public int steps() {
            return 2 * pages + 1 + 3 * (warmUp + alerts);
        }
    }

    private final Plan plan;
    private final Path folder;
    private final Runnable step;
    private final List<String> households;
    private final EmbeddedKafka kafka;
    private final BenchLog log;
    private final Scores scores;
    private volatile Console console;

    /**
     * @param folder for the broker and the history
     * @param step   called for each page that is invited and each alert that is written
     */
    public static ConsoleBench start(Plan plan, Path folder, Runnable step) throws IOException, InterruptedException {
        var kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        try (var admin = Admin.create(kafka.cluster().properties())) {
            var topics = Topics.all().stream()
                    .map(topic -> topic.withAtMostPartitions(PARTITIONS))
                    .toList();
            new TopicAdmin(admin, (short) 1).ensure(topics, ArrivalClock.BROKER);
        } catch (TopicMismatchException e) {
            throw new IllegalStateException("a new broker has topics already", e);
        }
        return new ConsoleBench(plan, folder, step, kafka);
    }

    private ConsoleBench(Plan plan, Path folder, Runnable step, EmbeddedKafka kafka)
            throws IOException, InterruptedException {
        this.plan = plan;
        this.folder = folder;
        this.step = step;
        this.kafka = kafka;
        households = IntStream.range(0, plan.households())
                .mapToObj("household-%d"::formatted)
                .toList();
        log = new BenchLog(kafka.cluster());
        for (var household : households) {
            log.introduce(household);
        }
        log.introduce(STORM);
        console = console(0);
        scores = Scores.start(log, households);
    }

    /** One page, which every alert is for. */
    public DelayRow onePage() throws IOException, InterruptedException {
        var owners = new Owners(households.subList(0, 1), 1);
        try (var pages = open(owners)) {
            return delays("one page", owners, pages);
        }
    }

    /** All the pages are one household's. */
    public DelayRow storm() throws IOException, InterruptedException {
        var owners = new Owners(List.of(STORM), plan.pages);
        try (var pages = open(owners)) {
            return delays(STORM, owners, pages);
        }
    }

    /** Many households' pages, and then the same pages over a restart. */
    public Restarted manyPages() throws IOException, InterruptedException {
        var owners = new Owners(households, plan.pages);
        try (var pages = open(owners)) {
            var before = delays("pages", owners, pages);
            return new Restarted(before, restart(owners, pages));
        }
    }

    /** Before a restart, and over it. */
    public record Restarted(DelayRow before, RestartRow over) {}

    @Override
    public void close() throws IOException, InterruptedException {
        scores.close();
        log.close();
        console.close();
        kafka.close();
    }

    private Console console(int port) throws IOException, InterruptedException {
        var history = HistoryLocation.createFolder(folder.resolve("history"));
        var config = ConsoleConfig.local(kafka.cluster(), history, history.clips(Duration.ofDays(1)), new WallClock())
                .on(HOST, port)
                .with(new LimitPolicy(MANY, MANY, MANY, MANY));
        return Console.start(config);
    }

    private PagesProcess open(Owners owners) throws IOException, InterruptedException {
        var tokens = new ArrayList<String>();
        for (var page = 0; page < owners.pages(); page++) {
            var link = console.invite(owners.of(page), BenchLog.CAREGIVER, Role.CAREGIVER);
            tokens.add(link.substring(link.indexOf('=') + 1));
            step.run();
        }
        var pages = PagesProcess.start(console.address(), tokens, folder);
        var seen = pages.sightings();
        if (!seen.await(() -> seen.openSince(0) == owners.pages(), OPEN_WITHIN)) {
            try (pages) {
                pages.check();
                throw new IOException("%d of %d pages opened in %d s"
                        .formatted(seen.openSince(0), owners.pages(), OPEN_WITHIN.toSeconds()));
            }
        }
        return pages;
    }

    private DelayRow delays(String name, Owners owners, PagesProcess pages) throws IOException, InterruptedException {
        new Cries(log, name + "-warm-up", owners.households(), CRIES_PER_SECOND, step).write(plan.warmUp);
        var cries = new Cries(log, name, owners.households(), CRIES_PER_SECOND, step);
        cries.write(plan.alerts);
        var delays = new Histogram(SIGNIFICANT_DIGITS);
        var lost = lost(cries, owners, pages, delays);
        return new DelayRow(
                name, owners.pages(), owners.households().size(), plan.alerts, delays, lost, ServerMemory.now());
    }

    /** Cries go on all the time; a page is back when it has opened a stream of the new console. */
    private RestartRow restart(Owners owners, PagesProcess pages) throws IOException, InterruptedException {
        var seen = pages.sightings();
        var cries = new Cries(log, "restart", owners.households(), CRIES_PER_SECOND, () -> {});
        cries.write((int) CRIES_PER_SECOND);
        var begins = micros();
        var restart = CompletableFuture.supplyAsync(this::restart);
        cries.writeWhile(() -> !restart.isDone());
        var ended = result(restart);
        var answers = micros();
        var atMost = System.nanoTime() + OPEN_WITHIN.toNanos();
        cries.writeWhile(() -> seen.openSince(ended) < plan.pages && System.nanoTime() < atMost);
        var lastBack = seen.lastOpened();
        cries.write((int) CRIES_PER_SECOND);
        var lost = lost(cries, owners, pages, new Histogram(SIGNIFICANT_DIGITS));
        return new RestartRow(
                plan.pages,
                seen.openSince(ended),
                cries.written().size(),
                lost,
                Duration.of(answers - begins, ChronoUnit.MICROS),
                Duration.of(lastBack - answers, ChronoUnit.MICROS),
                ServerMemory.now());
    }

    /** @return when the old console had ended */
    private long restart() {
        try {
            var port = console.address().getPort();
            console.close();
            var ended = micros();
            console = console(port);
            return ended;
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static long result(CompletableFuture<Long> restart) throws IOException {
        try {
            return restart.join();
        } catch (CompletionException e) {
            throw new IOException(
                    "the console does not restart: " + e.getCause().getMessage(), e);
        }
    }

    private static int lost(Cries cries, Owners owners, PagesProcess pages, Histogram delays)
            throws IOException, InterruptedException {
        var written = cries.written();
        pages.sightings().await(() -> owners.haveAll(written, pages.sightings()), ARRIVES_WITHIN);
        pages.check();
        return owners.record(written, pages.sightings(), delays);
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
