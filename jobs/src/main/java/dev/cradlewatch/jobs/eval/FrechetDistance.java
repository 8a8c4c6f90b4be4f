package dev.cradlewatch.jobs.eval;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The Frechet distance of two normal distributions fitted to two sets of features (Heusel et al., "GANs trained by a two
 * time-scale update rule converge to a local Nash equilibrium", 2017): |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2)).
 *
 * <p>With A = the centred features over sqrt(n - 1), a row for each picture, C = A'A, and the trace of (C1 C2)^(1/2) is the
 * sum of the singular values of A1 A2'. So no matrix is larger than the number of pictures, of which there are fewer than
 * features.
 */
public final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * @param first  features, all of one length, of at least two pictures
     * @param second the same of others
     * @throws IllegalArgumentException if there are fewer than two or lengths differ
     */
    public static double between(List<float[]> first, List<float[]> second) {
        check(first, first.isEmpty() ? 0 : first.get(0).length);
        check(second, first.get(0).length);
        var firstMean = mean(first);
        var secondMean = mean(second);
        double apart = 0;
        for (int i = 0; i < firstMean.length; i++) {
            apart += (firstMean[i] - secondMean[i]) * (firstMean[i] - secondMean[i]);
        }
        var a = new Array2DRowRealMatrix(centred(first, firstMean), false);
        var b = new Array2DRowRealMatrix(centred(second, secondMean), false);
        double shared = Arrays.stream(new SingularValueDecomposition(a.multiply(b.transpose())).getSingularValues())
                .sum();
        double own = Math.pow(a.getFrobeniusNorm(), 2) + Math.pow(b.getFrobeniusNorm(), 2);
        return apart + Math.max(0, own - 2 * shared);
    }

    private static void check(List<float[]> features, int length) {
        if (features.size() < 2) {
            throw new IllegalArgumentException(
                    "features of %d pictures: expected at least 2".formatted(features.size()));
        }
        for (var one : features) {
            if (one.length != length) {
                throw new IllegalArgumentException(
                        "%d features beside %d: expected as many".formatted(one.length, length));
            }
        }
    }

    private static double[] mean(List<float[]> features) {
        var mean = new double[features.get(0).length];
        for (var one : features) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += one[i] / (double) features.size();
            }
        }
        return mean;
    }

    private static double[][] centred(List<float[]> features, double[] mean) {
        double scale = 1 / Math.sqrt(features.size() - 1.0);
        var rows = new double[features.size()][mean.length];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < mean.length; i++) {
                rows[row][i] = (features.get(row)[i] - mean[i]) * scale;
            }
        }
        return rows;
    }
}
