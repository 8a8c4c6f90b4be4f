package dev.cradlewatch.operators.history;

import dev.cradlewatch.operators.device.SeenNumbers;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/**
 * Lets each numbered fact of a key pass once: the first to come counts, a repeat is dropped (metric {@code repeats}). For topics
 * that are delivered at least once, where the writer repeats what it wrote since its last checkpoint.
 */
public final class CountOnce<T> extends KeyedProcessFunction<String, T, T> {
    private static final long serialVersionUID = 1L;

    private final SerializableFunction<T, Long> epoch;
    private final SerializableFunction<T, Long> number;
    private final Duration memory;

    private transient SeenNumbers seen;
    private transient Counter repeats;

    /**
     * @param epoch  within which numbers are unique for a key
     * @param number of the fact
     * @param memory how long, by the machine's clock, a fact is remembered: longer than its writer can go back
     */
    public CountOnce(SerializableFunction<T, Long> epoch, SerializableFunction<T, Long> number, Duration memory) {
        this.epoch = epoch;
        this.number = number;
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        var blocks = SeenNumbers.descriptor("counted");
        blocks.enableTimeToLive(StateTtlConfig.newBuilder(memory).build());
        seen = new SeenNumbers(getRuntimeContext().getMapState(blocks));
        repeats = getRuntimeContext().getMetricGroup().counter("repeats");
    }

    @Override
    public void processElement(T fact, Context context, Collector<T> out) throws Exception {
        if (seen.isMarkedNow(epoch.apply(fact), number.apply(fact))) {
            repeats.inc();
        } else {
            out.collect(fact);
        }
    }
}
