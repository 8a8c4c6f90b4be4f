package dev.cradlewatch.jobs.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.RgbPicture;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ColorMetricsTest {

    /** Distances 5 and 13. */
    @Test
    void abErrorIsTheMeanDistanceNotTheDistanceOfMeans() {
        var colors = new Chroma(2, 1, new float[] {3, -5}, new float[] {4, 12});
        var grey = new Chroma(2, 1, new float[2], new float[2]);
        assertThat(ColorMetrics.abError(colors, grey)).isEqualTo(9);
        assertThat(ColorMetrics.abError(grey, grey)).isZero();
    }

    /** Red: rg 255, yb 127.5. Blue: rg 0, yb -255. Means 127.5 and -63.75, deviations 127.5 and 191.25. */
    @Test
    void colorfulnessByHand() {
        var picture = new RgbPicture(2, 1, new int[] {0xff0000, 0x0000ff});
        double deviation = Math.sqrt(127.5 * 127.5 + 191.25 * 191.25);
        double mean = Math.sqrt(127.5 * 127.5 + 63.75 * 63.75);
        assertThat(ColorMetrics.colorfulness(picture)).isCloseTo(deviation + 0.3 * mean, within(1e-9));
        assertThat(ColorMetrics.colorfulness(picture)).isCloseTo(272.619, within(0.001));
    }

    @Test
    void greyHasNoColorfulnessAndOneColourOnlyThatOfItsMean() {
        assertThat(ColorMetrics.colorfulness(new RgbPicture(3, 1, new int[] {0, 0x808080, 0xffffff})))
                .isZero();
        assertThat(ColorMetrics.colorfulness(new RgbPicture(2, 1, new int[] {0x646400, 0x646400})))
                .isCloseTo(0.3 * 100, within(1e-6));
    }

    /** Of six samples two are off, by 3 and 4: mean square 25 / 6. */
    @Test
    void psnrByHand() {
        var picture = new RgbPicture(2, 1, new int[] {0x030000, 0x000004});
        var black = new RgbPicture(2, 1, new int[2]);
        assertThat(ColorMetrics.psnr(picture, black)).isCloseTo(10 * Math.log10(65_025 / (25 / 6.0)), within(1e-9));
        assertThat(ColorMetrics.psnr(picture, black)).isCloseTo(41.933, within(0.001));
        assertThat(ColorMetrics.psnr(black, black)).isInfinite();
        assertThat(ColorMetrics.psnr(new RgbPicture(1, 1, new int[] {0xffffff}), new RgbPicture(1, 1, new int[1])))
                .isZero();
    }

    @Test
    void picturesOfOtherSizesAreNotCompared() {
        assertThatThrownBy(() -> ColorMetrics.psnr(new RgbPicture(1, 2, new int[2]), new RgbPicture(2, 1, new int[2])))
                .hasMessage("picture of 1 x 2 pixels, truth of 2 x 1: expected the same size");
    }

    @Test
    void aReportIsTheMeanOfItsPictures() {
        var report = new ColorReport(
                List.of(
                        new ColorScore(10, 4, 6, 20, 0.1, 90, 1_000_000),
                        new ColorScore(20, 6, 8, 30, 0.3, 10, 3_000_000),
                        new ColorScore(30, 8, 1, 10, 0.5, 12, 2_000_000)),
                OptionalDouble.of(7));
        assertThat(report.colorfulness()).isEqualTo(20);
        assertThat(report.colorfulnessError()).isEqualTo(6);
        assertThat(report.abError()).isEqualTo(5);
        assertThat(report.psnr()).hasValue(20);
        assertThat(report.perceptual()).isCloseTo(0.3, within(1e-12));
        assertThat(report.frechet()).hasValue(7);
        assertThat(report.millis()).isEqualTo(12);
        assertThat(report.peakMegabytes()).isEqualTo(3);
        assertThat(new ColorReport(
                                List.of(new ColorScore(0, 0, 0, Double.POSITIVE_INFINITY, 0, 1, 0)),
                                OptionalDouble.empty())
                        .psnr())
                .isEmpty();
    }
}
