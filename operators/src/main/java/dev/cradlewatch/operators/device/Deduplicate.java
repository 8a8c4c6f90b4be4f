package dev.cradlewatch.operators.device;

import dev.cradlewatch.operators.stream.Heard;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each (epoch, sequence number) of a device pass once. Exact: one bit a record, in blocks of 1,024 that are forgotten when
 * they are older than any backlog that admission takes. Keyed by device.
 */
public final class Deduplicate<T extends DeviceRecord> extends KeyedProcessFunction<String, Heard<T>, Heard<T>> {
    private static final long serialVersionUID = 1L;
    private static final int WORDS = SeenBlock.SEQUENCES / Long.SIZE;

    private final Duration memory;

    private transient MapState<SeenBlock, long[]> seen;
    private transient Counter duplicates;

    /** @param memory how long a record is remembered; longer than a backlog may be old */
    public Deduplicate(Duration memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        var descriptor = new MapStateDescriptor<>(
                "seen", TypeInformation.of(SeenBlock.class), PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(memory).build());
        seen = getRuntimeContext().getMapState(descriptor);
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    }

    @Override
    public void processElement(Heard<T> heard, Context context, Collector<Heard<T>> out) throws Exception {
        var block = SeenBlock.of(heard.record());
        var bit = SeenBlock.bit(heard.record());
        var words = Optional.ofNullable(seen.get(block)).orElseGet(() -> new long[WORDS]);
        var mask = 1L << bit % Long.SIZE;
        if ((words[bit / Long.SIZE] & mask) != 0) {
            duplicates.inc();
            return;
        }
        var marked = Arrays.copyOf(words, WORDS);
        marked[bit / Long.SIZE] |= mask;
        seen.put(block, marked);
        out.collect(heard);
    }
}
