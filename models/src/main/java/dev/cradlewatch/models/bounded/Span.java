package dev.cradlewatch.models.bounded;

/**
 * Rows of a tensor that a band of it needs beyond its own.
 *
 * @param above of the band above
 * @param below of the band below
 */
record Span(int above, int below) {

    static final Span NONE = new Span(0, 0);

    Span and(Span other) {
        return new Span(Math.max(above, other.above), Math.max(below, other.below));
    }

    /** What a band at the upper or the lower end of the picture needs: nothing lies beyond. */
    Span within(boolean first, boolean last) {
        return new Span(first ? 0 : above, last ? 0 : below);
    }
}
