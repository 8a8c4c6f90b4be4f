package dev.cradlewatch.operators.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Keyed state that remembers exactly which (epoch, number) were seen: one bit each, in blocks of 1,024. */
public final class SeenNumbers {
    private static final int WORDS = SeenBlock.SEQUENCES / Long.SIZE;

    private final MapState<SeenBlock, long[]> blocks;

    public SeenNumbers(MapState<SeenBlock, long[]> blocks) {
        this.blocks = blocks;
    }

    /** The state to build one on; the caller gives it a time-to-live, which counts from the last number of a block. */
    public static MapStateDescriptor<SeenBlock, long[]> descriptor(String name) {
        return new MapStateDescriptor<>(
                name, TypeInformation.of(SeenBlock.class), PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    /** Whether this number was there already; from now on it was. */
    public boolean isMarkedNow(long epoch, long number) throws Exception {
        var block = SeenBlock.of(epoch, number);
        var bit = SeenBlock.bit(number);
        var words = Optional.ofNullable(blocks.get(block)).orElseGet(() -> new long[WORDS]);
        var mask = 1L << bit % Long.SIZE;
        if ((words[bit / Long.SIZE] & mask) != 0) {
            return true;
        }
        var marked = Arrays.copyOf(words, WORDS);
        marked[bit / Long.SIZE] |= mask;
        blocks.put(block, marked);
        return false;
    }

    /** Forgets the blocks of an epoch that hold nothing above this number. */
    void forget(long epoch, long settled) throws Exception {
        var settledBlocks = new ArrayList<SeenBlock>();
        for (var block : blocks.keys()) {
            if (block.epoch() == epoch && block.last() <= settled) {
                settledBlocks.add(block);
            }
        }
        for (var block : settledBlocks) {
            blocks.remove(block);
        }
    }
}
