package dev.cradlewatch.jobs.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FrechetDistanceTest {

    @Test
    void equalSetsAreNotApart() {
        var features = normal(40, 5, new double[5], new double[] {1, 1, 1, 1, 1}, 1);
        assertThat(FrechetDistance.between(features, features)).isCloseTo(0, within(1e-9));
    }

    /** Both have the same spread: what is left is the squared distance of the means. */
    @Test
    void movedSetsAreApartByTheSquareOfTheMove() {
        var features = normal(40, 2, new double[2], new double[] {1, 2}, 1);
        var moved = features.stream().map(f -> new float[] {f[0] + 3, f[1] - 4}).toList();
        assertThat(FrechetDistance.between(features, moved)).isCloseTo(25, within(1e-3));
    }

    /** One dimension: (s1 - s2)^2. Here s2 = 3 s1, s1^2 = 2 of {-1, 1}. */
    @Test
    void spreadsByHand() {
        var narrow = List.of(new float[] {-1}, new float[] {1});
        var wide = List.of(new float[] {-3}, new float[] {3});
        assertThat(FrechetDistance.between(narrow, wide)).isCloseTo(8, within(1e-9));
    }

    /** Independent dimensions: the sum over them of the squared differences of means and of deviations. */
    @Test
    void nearTheFormulaOfTheTrueDistributions() {
        var first = normal(500, 3, new double[] {0, 1, 2}, new double[] {1, 2, 3}, 1);
        var second = normal(500, 3, new double[] {1, 1, 0}, new double[] {2, 2, 1}, 2);
        assertThat(FrechetDistance.between(first, second)).isCloseTo(1 + 4 + 1 + 4, within(2.0));
    }

    @Test
    void onePictureIsNoDistribution() {
        var one = Stream.of(new float[3]).toList();
        assertThatThrownBy(() -> FrechetDistance.between(one, one))
                .hasMessage("features of 1 pictures: expected at least 2");
    }

    private static List<float[]> normal(int count, int length, double[] means, double[] deviations, long seed) {
        var random = new Random(seed);
        return Stream.generate(() -> {
                    var features = new float[length];
                    for (int i = 0; i < length; i++) {
                        features[i] = (float) (means[i] + deviations[i] * random.nextGaussian());
                    }
                    return features;
                })
                .limit(count)
                .toList();
    }
}
