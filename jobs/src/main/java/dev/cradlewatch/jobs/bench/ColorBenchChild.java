package dev.cradlewatch.jobs.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.jobs.bench.ColorBenchRow.Way;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.NativeMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Measures one way to run a colour model in a process of its own, where nothing else has touched memory. */
final class ColorBenchChild {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The first run on a size is another: the default session grows its arena, the bounded one learns its pattern. */
    private static final int WARM_UP_RUNS = 2;

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private ColorBenchChild() {}

    /** @param arguments a file with a {@link Task}, and the file for the {@link ColorBenchRow} */
    public static void main(String[] arguments) throws Exception {
        var task = JSON.readValue(Path.of(arguments[0]).toFile(), Task.class);
        JSON.writeValue(Path.of(arguments[1]).toFile(), measure(task));
    }

    private static ColorBenchRow measure(Task task)
            throws IOException, ModelException, InterruptedException, ExecutionException {
        var memory = NativeMemory.ofThisProcess();
        ColorBenchSession.loadRuntime();
        var threads = Executors.newFixedThreadPool(task.way.parallelism());
        threads.invokeAll(Collections.nCopies(task.way.parallelism(), () -> null));
        var inputs = ColorBenchSession.inputs(task.reference, task.way.sidePx());
        System.gc();
        memory.resetPeak();
        var start = memory.read();
        try (var session = ColorBenchSession.open(task)) {
            var clock = ManagementFactory.getThreadMXBean();
            Callable<List<Long>> runs = () -> {
                var nanos = new ArrayList<Long>();
                for (int run = 0; run < WARM_UP_RUNS + task.runs; run++) {
                    long begin = clock.getCurrentThreadCpuTime();
                    session.run(inputs);
                    nanos.add(clock.getCurrentThreadCpuTime() - begin);
                }
                return nanos.subList(WARM_UP_RUNS, nanos.size());
            };
            long begin = System.nanoTime();
            var nanos = new ArrayList<Long>();
            for (var done : threads.invokeAll(Collections.nCopies(task.way.parallelism(), runs))) {
                nanos.addAll(done.get());
            }
            double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
            threads.shutdown();
            System.gc();
            var end = memory.read().over(start);
            var sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
            return new ColorBenchRow(
                    task.way,
                    end.peakBytes(),
                    end.residentBytes(),
                    end.anonymousBytes(),
                    sorted[sorted.length / 2] / NANOS_PER_MILLI,
                    task.way.parallelism() * (WARM_UP_RUNS + task.runs) / seconds);
        }
    }

    /**
     * @param file      the variant's ONNX file, or the graph that was laid out of it
     * @param reference whether the model takes a day picture
     * @param runs      measured runs of each subtask
     */
    record Task(String file, boolean reference, Way way, int runs) {}
}
