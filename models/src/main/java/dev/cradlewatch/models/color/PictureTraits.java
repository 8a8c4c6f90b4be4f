package dev.cradlewatch.models.color;

/**
 * What {@link PictureFeatures} sees in one picture. The arrays are the record's own.
 *
 * @param pooled the last features, mean over the picture: what the picture shows
 * @param levels features of five levels, of unit length at each place: how it looks where
 */
public record PictureTraits(float[] pooled, float[] levels) {

    /**
     * The perceptual distance of two pictures, as LPIPS (Zhang et al. 2018) without its learnt weights: at each place the
     * squared distance of features of unit length, mean over the places, then over the levels. 0 for equal pictures, at most 4.
     */
    public double distance(PictureTraits other) {
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            double difference = levels[i] - other.levels[i];
            sum += difference * difference;
        }
        return sum;
    }
}
