package dev.cradlewatch.jobs.local;

import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** Flink's settings for its Prometheus reporter. */
final class PrometheusReporterOptions {

    private PrometheusReporterOptions() {}

    /** Labels keep their characters: bounds of buckets have a full stop, operators a hyphen. */
    static Configuration on(int port) {
        return Configuration.fromMap(Map.of(
                "metrics.reporters", "prom",
                "metrics.reporter.prom.factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                "metrics.reporter.prom.port", String.valueOf(port),
                "metrics.reporter.prom.filterLabelValueCharacters", "false"));
    }
}
