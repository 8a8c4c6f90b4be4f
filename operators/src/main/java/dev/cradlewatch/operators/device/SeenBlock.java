package dev.cradlewatch.operators.device;

/** Key of a run of {@link #SEQUENCES} neighbouring sequence numbers whose arrival is remembered in one bit set. */
public record SeenBlock(long epoch, long block) {

    /** Sequence numbers in a block. */
    public static final int SEQUENCES = 1_024;

    static SeenBlock of(long epoch, long seq) {
        return new SeenBlock(epoch, Math.floorDiv(seq, (long) SEQUENCES));
    }

    static int bit(long seq) {
        return Math.floorMod(seq, SEQUENCES);
    }

    /** The highest number of the block. */
    long last() {
        return block * SEQUENCES + SEQUENCES - 1;
    }
}
