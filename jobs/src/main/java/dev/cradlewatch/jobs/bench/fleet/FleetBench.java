package dev.cradlewatch.jobs.bench.fleet;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cluster.ProcessCluster;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterPorts;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.history.HistoryTopics;
import dev.cradlewatch.jobs.synth.SoundShelf;
import dev.cradlewatch.jobs.watch.Backlog;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** A process cluster of its own, and a fleet of monitors that is played to it in real time. */
public final class FleetBench implements AutoCloseable {
    private static final Duration KNOWN_WITHIN = Duration.ofMinutes(2);
    private static final Duration WORKED_OFF_WITHIN = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final FleetPlan plan;
    private final ProcessCluster cluster;

    private FleetBench(FleetPlan plan, ProcessCluster cluster) {
        this.plan = plan;
        this.cluster = cluster;
    }

    /**
     * Starts the cluster.
     *
     * @param folder   a new one, for the cluster
     * @param jars     what it runs
     * @param progress is told what happens, a line each
     */
    public static FleetBench start(FleetPlan plan, Path folder, Collection<Path> jars, Consumer<String> progress)
            throws IOException, InterruptedException {
        // PostgreSQL, as another user than root, must be let in.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var settings = ClusterSettings.create(ClusterPorts.free(), Timebase.WALL);
        var cluster = ProcessCluster.create(new ClusterFolder(folder.resolve("cluster")), settings, progress);
        var bench = new FleetBench(plan, cluster);
        try {
            cluster.start(jars);
            return bench;
        } catch (IOException | InterruptedException e) {
            bench.close();
            throw e;
        }
    }

    /**
     * Plays the fleet to its end.
     *
     * @param second is told each second that has passed
     */
    public FleetReport run(LongConsumer second) throws IOException, InterruptedException {
        var kafka = cluster.system().kafka();
        var nights = IntStream.range(0, plan.monitors())
                .mapToObj(number -> MonitorNight.of(number, plan.seconds()))
                .toList();
        try (var watch = new FleetWatch(cluster);
                var fleet = Fleet.of(nights, new SoundShelf(), kafka)) {
            fleet.register();
            awaitKnown(kafka, List.of(CryAlertTopics.GROUP, HistoryTopics.GROUP));
            var begin = Instant.now().plusSeconds(1);
            var playing = fleet.play(begin);
            var samples = new ArrayList<FleetSample>();
            var looks = new Looks(plan);
            while (!playing.isDone()) {
                Fleet.awaitTime(begin.plusSeconds(looks.next()));
                var passed = Duration.between(begin, Instant.now()).toSeconds();
                if (looks.isTimeForMemory(passed)) {
                    samples.add(watch.whole(passed));
                } else if (looks.isTime(passed)) {
                    samples.add(watch.backlog(passed));
                }
                second.accept(passed);
            }
            var fed = Fleet.result(playing);
            var left = awaitWorkedOff(watch);
            return new FleetReport(
                    plan,
                    begin,
                    nights,
                    fed,
                    fleet.mostLate(),
                    List.copyOf(samples),
                    left,
                    watch.deadLetters(),
                    AlertTimes.read(kafka));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        cluster.stop();
    }

    /** Jobs learn of devices from a topic; what comes from one that they do not know is refused. */
    static void awaitKnown(KafkaCluster kafka, List<String> jobs) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
        for (var group : jobs) {
            var unread = new Backlog(kafka, group, List.of(Topics.DEVICES));
            while (unread.records() > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the job %s does not know the fleet after %d s: look at Flink's log"
                            .formatted(group, KNOWN_WITHIN.toSeconds()));
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
        }
    }

    /** @return how many windows were not scored even then */
    private static long awaitWorkedOff(FleetWatch watch) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + WORKED_OFF_WITHIN.toNanos();
        var waiting = watch.backlog(0).waiting();
        while (waiting > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            waiting = watch.backlog(0).waiting();
        }
        return waiting;
    }
}
