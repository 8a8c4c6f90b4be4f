package dev.cradlewatch.jobs.bench.fleet;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.synth.SoundShelf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Monitors that were not switched on at the same moment: in groups of their own beginning, so that neither their seconds nor their
 * heartbeats come all at once.
 */
final class Fleet implements AutoCloseable {
    private static final int GROUPS = 20;

    /** Twenty of them cover the ten seconds between two heartbeats, and twentieths of a second. */
    private static final Duration APART = Duration.ofMillis(550);

    private record Group(FleetFeeder feeder, List<MonitorNight> nights, List<Recording> recordings) {}

    private final List<Group> groups;
    private final ExecutorService threads;
    private final LongAccumulator lateMillis = new LongAccumulator(Math::max, 0);

    private Fleet(List<Group> groups) {
        this.groups = groups;
        threads = Executors.newFixedThreadPool(groups.size());
    }

    static Fleet of(List<MonitorNight> nights, SoundShelf shelf, KafkaCluster kafka) {
        var groups = new ArrayList<Group>();
        for (var first = 0; first < Math.min(GROUPS, nights.size()); first++) {
            var some = new ArrayList<MonitorNight>();
            for (var number = first; number < nights.size(); number += GROUPS) {
                some.add(nights.get(number));
            }
            var recordings = some.stream().map(night -> night.recording(shelf)).toList();
            groups.add(new Group(new FleetFeeder(kafka), some, recordings));
        }
        return new Fleet(groups);
    }

    /** When a monitor's night begins, if the fleet's does at a time. */
    static Instant begin(Instant fleet, int number) {
        return fleet.plus(APART.multipliedBy(number % GROUPS));
    }

    /** The fleet lives in real time. */
    static void awaitTime(Instant time) throws InterruptedException {
        var wait = Duration.between(Instant.now(), time);
        if (!wait.isNegative()) {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        }
    }

    void register() throws IOException {
        for (var group : groups) {
            group.feeder.register(group.recordings, Instant.now());
        }
    }

    CompletableFuture<Fed> play(Instant begin) {
        var all = CompletableFuture.completedFuture(Fed.NOTHING);
        for (var number = 0; number < groups.size(); number++) {
            var group = groups.get(number);
            var start = begin(begin, number);
            var fed = CompletableFuture.supplyAsync(() -> play(group, start), threads);
            all = all.thenCombine(fed, Fed::plus);
        }
        return all;
    }

    /** @throws IOException if a group could not play */
    static Fed result(CompletableFuture<Fed> playing) throws IOException {
        try {
            return playing.join();
        } catch (CompletionException e) {
            throw new IOException("the fleet stopped: " + e.getCause().getMessage(), e);
        }
    }

    /** How long after its end a second was sent at most. */
    Duration mostLate() {
        return Duration.ofMillis(lateMillis.get());
    }

    @Override
    public void close() {
        threads.shutdownNow();
        groups.forEach(group -> group.feeder.close());
    }

    private Fed play(Group group, Instant start) {
        try {
            var gates = new HashMap<String, GateTrace>();
            group.nights.forEach(night -> gates.put(night.device(), night.gate()));
            awaitTime(start);
            return group.feeder.play(
                    group.recordings,
                    Plan.of(start, 1).gatedBy(gates),
                    second -> lateMillis.accumulate(Duration.between(start.plusSeconds(second), Instant.now())
                            .toMillis()));
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }
}
