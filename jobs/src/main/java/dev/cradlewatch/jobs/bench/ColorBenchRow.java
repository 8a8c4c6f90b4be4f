package dev.cradlewatch.jobs.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What one way to run a colour model took. Memory is that of the whole process over what it had before it opened a
 * session, files that it maps included.
 *
 * @param way                what was run
 * @param peakBytes          the most while the session was opened and run
 * @param keptBytes          left when all runs were over
 * @param keptAnonymousBytes of that, what no file backs: the system cannot take it back
 * @param millis             median processor time of a run, which is its time on an idle machine: it has one thread
 * @param picturesPerSecond  of all subtasks together, by the clock, first runs included
 */
public record ColorBenchRow(
        Way way, long peakBytes, long keptBytes, long keptAnonymousBytes, double millis, double picturesPerSecond) {

    /** One row of several of the same way: the worst memory, the median time. */
    static ColorBenchRow of(List<ColorBenchRow> rounds) {
        return new ColorBenchRow(
                rounds.get(0).way,
                most(rounds, ColorBenchRow::peakBytes),
                most(rounds, ColorBenchRow::keptBytes),
                most(rounds, ColorBenchRow::keptAnonymousBytes),
                median(rounds, ColorBenchRow::millis),
                median(rounds, ColorBenchRow::picturesPerSecond));
    }

    private static long most(List<ColorBenchRow> rounds, ToLongFunction<ColorBenchRow> what) {
        return rounds.stream().mapToLong(what).max().orElseThrow();
    }

    private static double median(List<ColorBenchRow> rounds, ToDoubleFunction<ColorBenchRow> what) {
        var sorted = rounds.stream().sorted(Comparator.comparingDouble(what)).toList();
        return what.applyAsDouble(sorted.get(sorted.size() / 2));
    }

    /** How a model is run. */
    public enum Session {
        /** ONNX Runtime's default session under the system's default malloc. */
        DEFAULT,
        /** {@link dev.cradlewatch.models.bounded.BoundedSession} under the launcher's malloc settings. */
        BOUNDED
    }

    /**
     * @param variant     fp32 or u8
     * @param sidePx      of square pictures
     * @param parallelism subtasks that share the session, each with one thread
     */
    public record Way(Session session, String variant, int sidePx, int parallelism) {}
}
