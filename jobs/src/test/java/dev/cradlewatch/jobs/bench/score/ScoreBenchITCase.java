package dev.cradlewatch.jobs.bench.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.models.cry.SharedCryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.stream.Timebase;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScoreBenchITCase {
    private static final String MODEL = "cry-full";

    @Test
    void eachWayScoresEachWindowAndTheRatiosAreThoseOfTheContract() throws Exception {
        var config =
                CryAlertConfig.defaults(Timebase.STREAM, () -> SharedCryModel.lease(MODEL, 1), FeatureSpec.load(MODEL));
        var steps = new AtomicInteger();
        try (var bench = ScoreBench.start(MODEL, config.withoutOfflineAlerts(), new ScorePlan(64, 0, 1))) {
            var report = bench.run(steps::incrementAndGet);

            assertThat(steps).hasValue(bench.steps());
            assertThat(report.text()).contains("plain_consumer", "job_over_plain_consumer");
            var result = report.json();
            assertThat(result.get("bench").asText()).isEqualTo("score");
            assertThat(result.get("rows"))
                    .extracting(row -> row.get("way").asText())
                    .containsExactly(
                            "ready_features", "bare_onnx", "operator", "operator_unbatched", "plain_consumer", "job");
            assertThat(result.get("rows"))
                    .extracting(row -> row.get("batch").asInt())
                    .containsExactly(16, 16, 16, 1, 16, 16);
            assertThat(result.get("rows"))
                    .allSatisfy(row ->
                            assertThat(row.get("windows_per_second").asDouble()).isPositive());
            assertThat(result.get("ratios").fieldNames())
                    .toIterable()
                    .containsExactly("operator_over_bare_onnx", "job_over_plain_consumer", "batched_over_unbatched");
            assertThat(result.at("/ratios/operator_over_bare_onnx").asDouble())
                    .isEqualTo(result.at("/rows/2/windows_per_second").asDouble()
                            / result.at("/rows/1/windows_per_second").asDouble());
        }
    }
}
