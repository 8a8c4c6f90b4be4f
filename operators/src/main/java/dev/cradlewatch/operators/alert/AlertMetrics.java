package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.stream.DurationBuckets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What is told and what is answered, by kind, and how long a ring takes. */
final class AlertMetrics {
    private static final List<Duration> LATENCIES = Stream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toList();

    private final Map<AlertKind, Counter> alerts = new EnumMap<>(AlertKind.class);
    private final Map<AlertKind, Counter> ringing = new EnumMap<>(AlertKind.class);
    private final Map<FeedbackKind, Counter> answers = new EnumMap<>(FeedbackKind.class);
    private final DurationBuckets latency;

    AlertMetrics(MetricGroup metrics) {
        for (var kind : AlertKind.values()) {
            var group = metrics.addGroup("kind", kind.name());
            alerts.put(kind, group.counter("alerts"));
            ringing.put(kind, group.counter("ringingAlerts"));
        }
        for (var kind : FeedbackKind.values()) {
            answers.put(kind, metrics.addGroup("kind", kind.name()).counter("answers"));
        }
        latency = new DurationBuckets(metrics, "alertLatencySeconds", LATENCIES);
    }

    void told(List<Alert> told) {
        for (var alert : told) {
            alerts.get(alert.kind()).inc();
            if (alert.rings()) {
                ringing.get(alert.kind()).inc();
            }
        }
    }

    /**
     * A signal was worked off.
     *
     * @param told what it led to
     * @param now  by the job's clock, so that a replay, which has no latency, shows none
     */
    void heard(HouseholdSignal signal, List<Alert> told, Instant now) {
        if (signal instanceof HouseholdSignal.Answer answer) {
            answers.get(answer.feedback().kind()).inc();
        }
        if (isSound(signal)) {
            told.stream().filter(Alert::rings).forEach(alert -> latency.add(Duration.between(signal.arrival(), now)));
        }
    }

    private static boolean isSound(HouseholdSignal signal) {
        return signal instanceof HouseholdSignal.Level || signal instanceof HouseholdSignal.Report;
    }
}
