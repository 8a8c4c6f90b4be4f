package dev.cradlewatch.jobs.local;

import java.util.Map;
import java.util.TreeMap;

/** Flink's settings for telling its metrics to Prometheus. */
public final class FlinkMetrics {

    private FlinkMetrics() {}

    /**
     * Labels keep their characters: bounds of buckets have a full stop, operators a hyphen. The reporter listens on all of the machine's
     * addresses; it can't be told otherwise.
     */
    public static Map<String, String> on(int port) {
        return new TreeMap<>(Map.of(
                "metrics.reporters", "prom",
                "metrics.reporter.prom.factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                "metrics.reporter.prom.port", String.valueOf(port),
                "metrics.reporter.prom.filterLabelValueCharacters", "false"));
    }
}
