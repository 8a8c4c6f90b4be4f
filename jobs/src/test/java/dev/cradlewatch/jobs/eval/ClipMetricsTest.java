package dev.cradlewatch.jobs.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipMetricsTest {

    /** Cry at 0.9, other at 0.8, cry at 0.7, other at 0.3. */
    private final ClipMetrics mixed = metrics(new double[] {0.9, 0.7}, new double[] {0.8, 0.3});

    @Test
    void aucIsTheShareOfPairsInTheRightOrder() {
        assertThat(mixed.auc()).hasValueCloseTo(3.0 / 4, within(1e-12));
    }

    @Test
    void tiesCountHalf() {
        assertThat(metrics(new double[] {0.5, 0.9}, new double[] {0.5}).auc()).hasValueCloseTo(0.75, within(1e-12));
    }

    @Test
    void averagePrecisionIsTheMeanOfThePrecisionAtEachCry() {
        assertThat(mixed.averagePrecision()).hasValueCloseTo((1.0 + 2.0 / 3) / 2, within(1e-12));
    }

    @Test
    void clipsOfOneScoreAreTakenTogether() {
        assertThat(metrics(new double[] {0.5}, new double[] {0.5}).averagePrecision())
                .hasValueCloseTo(0.5, within(1e-12));
    }

    @Test
    void recallAtAFalsePositiveRateKeepsTheRate() {
        assertThat(mixed.recallAtFalsePositiveRate(0.01)).hasValueCloseTo(0.5, within(1e-12));
        assertThat(mixed.recallAtFalsePositiveRate(0.5)).hasValueCloseTo(1.0, within(1e-12));
        assertThat(metrics(new double[] {0.5}, new double[] {0.5}).recallAtFalsePositiveRate(0.01))
                .hasValueCloseTo(0.0, within(1e-12));
    }

    @Test
    void ratesAtAThreshold() {
        assertThat(mixed.recall(0.75)).hasValueCloseTo(0.5, within(1e-12));
        assertThat(mixed.falsePositiveRate(0.75)).hasValueCloseTo(0.5, within(1e-12));
    }

    @Test
    void whatNeedsBothClassesIsEmptyWithoutOne() {
        var onlyCries = metrics(new double[] {0.5}, new double[0]);
        assertThat(onlyCries.auc()).isEmpty();
        assertThat(onlyCries.falsePositiveRate(0.5)).isEmpty();
        assertThat(onlyCries.recall(0.5)).hasValue(1);
    }

    private static ClipMetrics metrics(double[] cries, double[] others) {
        List<ClipScore> clips = new ArrayList<>();
        for (var score : cries) {
            clips.add(new ClipScore(score, true, "a"));
        }
        for (var score : others) {
            clips.add(new ClipScore(score, false, "a"));
        }
        return new ClipMetrics(clips);
    }
}
