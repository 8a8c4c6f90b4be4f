package dev.cradlewatch.operators.stream;

import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Counters by what Prometheus would call them: {@code kind=CRYING alerts}. */
public final class RecordedMetrics extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters;
    private final String labels;

    public RecordedMetrics() {
        this(new TreeMap<>(), "");
    }

    private RecordedMetrics(Map<String, Counter> counters, String labels) {
        this.counters = counters;
        this.labels = labels;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new RecordedMetrics(counters, labels + key + "=" + value + " ");
    }

    @Override
    public Counter counter(String name) {
        return counters.computeIfAbsent(labels + name, ignored -> new SimpleCounter());
    }

    public long count(String name) {
        return counters.get(name).getCount();
    }
}
