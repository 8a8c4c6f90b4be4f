package dev.cradlewatch.jobs.bench;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Times the middle three fifths of what passes, in a pipeline of one subtask or in a loop: so neither the start of a job nor its end is
 * in the rate. Collects three times of {@link System#nanoTime}: where the part begins, where it ends, and when all has passed.
 */
public final class MiddlePart<T> implements FlatMapFunction<T, Long> {
    private static final long serialVersionUID = 1L;
    private static final double NANOS = 1e9;
    private static final int FIFTHS = 5;

    private final long from;
    private final long to;
    private final long count;
    private long passed;

    private MiddlePart(long from, long to, long count) {
        this.from = from;
        this.to = to;
        this.count = count;
    }

    /** @param count how much passes, at least ten */
    public static <T> MiddlePart<T> of(long count) {
        if (count < 2 * FIFTHS) {
            throw new IllegalArgumentException("a middle of %d: expected at least %d".formatted(count, 2 * FIFTHS));
        }
        return new MiddlePart<>(count / FIFTHS, count - count / FIFTHS, count);
    }

    @Override
    public void flatMap(T value, Collector<Long> times) {
        passed++;
        if (passed == from || passed == to || passed == count) {
            times.collect(System.nanoTime());
        }
    }

    /**
     * How much passed in a second.
     *
     * @param times as collected
     * @throws IOException if less passed than was said
     */
    public double perSecond(List<Long> times) throws IOException {
        if (times.size() != 3) {
            throw new IOException("not all %,d passed that should have been done".formatted(count));
        }
        return (to - from) * NANOS / (times.get(1) - times.get(0));
    }

    /**
     * The same of a whole list of times, one for each that passed.
     *
     * @param millis when each passed, in rising order
     */
    public double perSecondOf(List<Long> millis) {
        return (to - from) * 1_000.0 / Math.max(1, millis.get((int) to - 1) - millis.get((int) from - 1));
    }
}
