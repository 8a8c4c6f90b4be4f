package dev.cradlewatch.jobs.bench;

import dev.cradlewatch.jobs.bench.ColorBenchRow.Session;
import dev.cradlewatch.jobs.bench.ColorBenchRow.Way;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.ModelCache;
import dev.cradlewatch.models.card.ColorModelCard;
import dev.cradlewatch.models.card.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Native memory and time of a colour model: ONNX Runtime's default session against the bounded one, floats against
 * 8 bits. Each measurement is a process of its own; the ways of one size take turns, so that what else the machine does
 * hits all of them.
 */
public final class ColorBench {

    /** Malloc's settings, which processes with the default session do not get. */
    private static final List<String> MALLOC = List.of("GLIBC_TUNABLES", "LD_PRELOAD");

    private static final String MALLOC_PREFIX = "MALLOC_";

    private final Path folder;
    private final ModelFolder model;
    private final ColorModelCard card;
    private final Plan plan;

    /** @param folder of the model, with its card */
    public ColorBench(Path folder, Plan plan) throws ModelException {
        this.folder = folder;
        this.plan = plan;
        model = ModelFolder.at(folder);
        card = model.colorCard();
    }

    /** How many processes {@link #run} starts. */
    public int steps() {
        return plan.rounds * ways().size();
    }

    /** @param step called when a process has ended */
    public List<ColorBenchRow> run(Runnable step) throws IOException, InterruptedException, ModelException {
        // Made once, before anything is measured: it is kept on the disk from then on.
        Map<String, Path> graphs = new HashMap<>();
        for (var variant : card.variants().entrySet()) {
            var file = variant.getValue();
            graphs.put(
                    variant.getKey(),
                    ModelCache.ofThisUser().graphOf(model, file.file(), file.sha256(), card.sideMultiple()));
        }
        try (var scratch = TemporaryFolder.create("cradlewatch-bench")) {
            Map<Way, List<ColorBenchRow>> rounds = new LinkedHashMap<>();
            var ways = ways();
            for (int round = 0; round < plan.rounds; round++) {
                for (var way : ways) {
                    rounds.computeIfAbsent(way, key -> new ArrayList<>())
                            .add(measure(way, graphs.get(way.variant()), scratch.path()));
                    step.run();
                }
            }
            return rounds.values().stream().map(ColorBenchRow::of).toList();
        }
    }

    private List<Way> ways() {
        var ways = new ArrayList<Way>();
        for (int sidePx : plan.sidesPx) {
            for (int parallelism : plan.parallelisms) {
                for (var variant : card.variants().keySet().stream().sorted().toList()) {
                    for (var session : Session.values()) {
                        ways.add(new Way(session, variant, sidePx, parallelism));
                    }
                }
            }
        }
        return ways;
    }

    private ColorBenchRow measure(Way way, Path graph, Path scratch) throws IOException, InterruptedException {
        var plain = folder.resolve(card.variants().get(way.variant()).file());
        var file = (way.session() == Session.BOUNDED ? graph : plain).toString();
        var task = scratch.resolve("task.json");
        var row = scratch.resolve("row.json");
        var log = scratch.resolve("log");
        Files.deleteIfExists(row);
        ColorBenchChild.JSON.writeValue(
                task.toFile(), new ColorBenchChild.Task(file, card.reference(), way, plan.runs));
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The whole heap is in memory from the start, so that it adds nothing later.
                "-Xms" + plan.heapMb + "m",
                "-Xmx" + plan.heapMb + "m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                // Nor does the optimizing compiler, which would have hundreds of runs to watch in a job, and has ten
                // here.
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ColorBenchChild.class.getName(),
                task.toString(),
                row.toString());
        if (way.session() == Session.DEFAULT) {
            command.environment().keySet().removeIf(name -> MALLOC.contains(name) || name.startsWith(MALLOC_PREFIX));
        }
        var process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("the process that measures " + way + " failed: " + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        return ColorBenchChild.JSON.readValue(row.toFile(), ColorBenchRow.class);
    }

    /**
     * @param rounds       processes for each way
     * @param runs         measured runs of each subtask in a process
     * @param sidesPx      of square pictures
     * @param parallelisms subtasks that share a session
     * @param heapMb       Java heap of each process
     */
    public record Plan(int rounds, int runs, List<Integer> sidesPx, List<Integer> parallelisms, int heapMb) {

        public static Plan full() {
            return new Plan(3, 8, List.of(256, 512, 1024), List.of(1, 2, 4), 384);
        }

        /** What the ratios need. */
        public static Plan quick() {
            return new Plan(2, 8, List.of(512), List.of(1), 128);
        }
    }
}
