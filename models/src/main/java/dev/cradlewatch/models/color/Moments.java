package dev.cradlewatch.models.color;

/**
 * Mean and standard deviation (of the values, not of a population behind them).
 *
 * @param mean      mean
 * @param deviation standard deviation, 0 or more
 */
record Moments(double mean, double deviation) {

    static Moments of(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Moments(mean, Math.sqrt(squares / values.length));
    }

    /** What a difference of 1 under these moments is under others; 0 where these have no spread. */
    double scaleTo(Moments other) {
        return deviation > 0 ? other.deviation / deviation : 0;
    }
}
