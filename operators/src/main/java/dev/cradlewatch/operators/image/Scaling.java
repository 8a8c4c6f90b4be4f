package dev.cradlewatch.operators.image;

/**
 * One side of a picture in another length: which old pixels make a new one, and how much of each. Old pixels of new pixel i are
 * {@code first[i]} and the next ones; their weights, together 1, begin at {@code begin[i]}.
 *
 * @param first   for each new pixel
 * @param begin   for each new pixel, and where the weights end
 * @param weights of all new pixels
 */
record Scaling(int[] first, int[] begin, float[] weights) {

    /** The mean by area where it gets shorter, straight lines between pixels where it gets longer. */
    static Scaling of(int from, int to) {
        var scaling = new Scaling(new int[to], new int[to + 1], new float[to < from ? from + to : 2 * to]);
        for (int i = 0; i < to; i++) {
            if (to < from) {
                scaling.area(i, from, to);
            } else {
                scaling.line(i, from, to);
            }
        }
        return scaling;
    }

    /** A new pixel is the mean of what it covers. */
    private void area(int i, int from, int to) {
        double top = (double) i * from / to;
        double end = (i + 1.0) * from / to;
        first[i] = (int) top;
        int last = Math.min(from, (int) Math.ceil(end));
        begin[i + 1] = begin[i] + last - first[i];
        for (int old = first[i]; old < last; old++) {
            double covered = Math.min(end, old + 1) - Math.max(top, old);
            weights[begin[i] + old - first[i]] = (float) (covered / (end - top));
        }
    }

    /** A new pixel's middle lies between the middles of two old ones. */
    private void line(int i, int from, int to) {
        double middle = Math.max(0, Math.min(from - 1.0, (i + 0.5) * from / to - 0.5));
        first[i] = (int) middle;
        float second = (float) (middle - first[i]);
        weights[begin[i]] = 1 - second;
        begin[i + 1] = begin[i] + 1;
        if (second > 0) {
            weights[begin[i] + 1] = second;
            begin[i + 1]++;
        }
    }

    /** How many old pixels make a new one. */
    int count(int pixel) {
        return begin[pixel + 1] - begin[pixel];
    }

    /** How much of a new pixel its k-th old one makes. */
    float weight(int pixel, int k) {
        return weights[begin[pixel] + k];
    }

    /** A new pixel's value. */
    float at(int pixel, float[] values) {
        int old = first[pixel];
        float sum = 0;
        for (int k = begin[pixel]; k < begin[pixel + 1]; k++) {
            sum += weights[k] * values[old++];
        }
        return sum;
    }
}
