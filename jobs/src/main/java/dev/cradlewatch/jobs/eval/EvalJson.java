package dev.cradlewatch.jobs.eval;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The machine-readable results of the eval commands; names are a contract. Undefined values are null. */
public final class EvalJson {

    private EvalJson() {}

    public static ObjectNode cry(String model, ClipMetrics all, Map<String, ClipMetrics> bySource, double threshold) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("model", model);
        json.put("clips", all.clips());
        put(json, "auc", all.auc());
        put(json, "average_precision", all.averagePrecision());
        put(json, "recall_at_1pct_fpr", all.recallAtFalsePositiveRate(0.01));
        var sources = json.putObject("by_source");
        bySource.forEach((name, metrics) -> {
            var source = sources.putObject(name);
            source.put("clips", metrics.clips());
            put(source, "auc", metrics.auc());
            put(source, "recall", metrics.recall(threshold));
            put(source, "fpr", metrics.falsePositiveRate(threshold));
        });
        return json;
    }

    /** @param gate what the monitors' gate let through, if there was one */
    public static ObjectNode nights(NightReport report, Optional<GateReport> gate, long lostRecords) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("nights", report.nights());
        json.put("hours", rounded(report.hours()));
        json.put("episodes", report.episodes());
        json.put("found", report.found());
        json.put("recall", rounded(report.recall()));
        json.put("false_alarms", report.falseAlarms().size());
        json.put("false_alarms_per_8h", rounded(report.falseAlarmsPer8Hours()));
        var times = json.putObject("time_to_alert_s");
        put(times, "median", report.secondsToAlert(0.5));
        put(times, "p95", report.secondsToAlert(0.95));
        json.put("streamed_share", rounded(gate.map(GateReport::streamedShare).orElse(1.0)));
        json.put("lost_records", lostRecords);
        gate.ifPresent(edge -> {
            json.put("streamed_share_without_cry", rounded(edge.otherStreamedShare()));
            json.put("triggered_within_2s", rounded(edge.triggeredShare()));
        });
        return json;
    }

    /** @param methods by name */
    public static ObjectNode color(int pictures, Map<String, ColorMethodReport> methods) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("pictures", pictures);
        var byName = json.putObject("methods");
        methods.forEach((name, found) -> {
            var report = found.all();
            var method = byName.putObject(name);
            put(method, "fid", report.frechet());
            method.put("cf", rounded(report.colorfulness()));
            method.put("delta_cf", rounded(report.colorfulnessError()));
            method.put("ab_error", rounded(report.abError()));
            put(method, "psnr", report.psnr());
            method.put("perceptual", rounded(report.perceptual()));
            method.put("ms", rounded(report.millis()));
            method.put("peak_mb", rounded(report.peakMegabytes()));
            if (!found.abErrorBySource().isEmpty()) {
                var sources = method.putObject("ab_error_by_source");
                found.abErrorBySource().forEach((source, error) -> sources.put(source, rounded(error)));
            }
        });
        return json;
    }

    private static void put(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent()) {
            json.put(name, rounded(value.getAsDouble()));
        } else {
            json.putNull(name);
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }
}
