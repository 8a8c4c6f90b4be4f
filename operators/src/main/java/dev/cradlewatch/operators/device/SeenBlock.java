package dev.cradlewatch.operators.device;

/** Key of a run of {@link #SEQUENCES} neighbouring sequence numbers whose arrival is remembered in one bit set. */
public record SeenBlock(long epoch, long block) {

    /** Sequence numbers in a block. */
    public static final int SEQUENCES = 1_024;

    static SeenBlock of(DeviceRecord record) {
        return new SeenBlock(record.epoch(), Math.floorDiv(record.seq(), (long) SEQUENCES));
    }

    static int bit(DeviceRecord record) {
        return Math.floorMod(record.seq(), SEQUENCES);
    }

    /** The highest number of the block. */
    long last() {
        return block * SEQUENCES + SEQUENCES - 1;
    }
}
