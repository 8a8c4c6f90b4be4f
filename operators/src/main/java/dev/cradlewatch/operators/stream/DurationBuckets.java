package dev.cradlewatch.operators.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Durations counted by upper bound, as Prometheus' histogram_quantile takes them (label {@code le}, seconds, each bound counts all below
 * it). Unlike Flink's histograms these can be added up over subtasks and looked at for any stretch of time. Not thread-safe.
 */
public final class DurationBuckets {
    private static final String LABEL = "le";
    private static final String NO_BOUND = "+Inf";
    private static final double MILLIS = 1000;

    private record Bucket(long atMostMillis, Counter counter) {}

    private final List<Bucket> buckets = new ArrayList<>();

    /** @param bounds upper bounds, rising; one without a bound comes by itself */
    public DurationBuckets(MetricGroup metrics, String name, List<Duration> bounds) {
        for (var bound : bounds) {
            var seconds = String.valueOf(bound.toMillis() / MILLIS);
            buckets.add(new Bucket(
                    bound.toMillis(), metrics.addGroup(LABEL, seconds).counter(name)));
        }
        buckets.add(new Bucket(Long.MAX_VALUE, metrics.addGroup(LABEL, NO_BOUND).counter(name)));
    }

    public void add(Duration duration) {
        var millis = duration.toMillis();
        for (var bucket : buckets) {
            if (millis <= bucket.atMostMillis()) {
                bucket.counter().inc();
            }
        }
    }
}
