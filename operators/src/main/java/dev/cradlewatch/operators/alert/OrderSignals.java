package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.stream.SealedTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * For replays: lets the signals of a household's devices through in the order of their arrival in the log, as the watermark
 * passes them. A replay reads one device's partition minutes ahead of another's, and would else take one cry for two. Live, the
 * wall clock keeps the devices together and this operator is not in the graph. Keyed by household.
 */
public final class OrderSignals extends KeyedProcessFunction<String, HouseholdSignal, HouseholdSignal> {
    private static final long serialVersionUID = 1L;

    /** A monitor's own onset comes before the windows that it let through, as it does live. */
    private static final Comparator<HouseholdSignal> WITHIN_A_MILLISECOND = Comparator.comparing(
                    HouseholdSignal::device)
            .thenComparing(signal -> !(signal instanceof HouseholdSignal.Report))
            .thenComparing(signal -> signal.getClass().getName());

    /** By arrival in milliseconds. No time-to-live: the watermark empties it. */
    private transient MapState<Long, List<HouseholdSignal>> ahead;

    @Override
    public void open(OpenContext context) {
        ahead = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "ahead", Types.LONG, Types.LIST(SealedTypeInfo.of(HouseholdSignal.class))));
    }

    @Override
    public void processElement(HouseholdSignal signal, Context context, Collector<HouseholdSignal> out)
            throws Exception {
        var arrival = signal.arrival().toEpochMilli();
        if (arrival <= context.timerService().currentWatermark()) {
            out.collect(signal);
            return;
        }
        var together = new ArrayList<>(Optional.ofNullable(ahead.get(arrival)).orElseGet(List::of));
        together.add(signal);
        ahead.put(arrival, together);
        context.timerService().registerEventTimeTimer(arrival);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<HouseholdSignal> out) throws Exception {
        var together = Optional.ofNullable(ahead.get(timestamp)).orElseGet(List::of);
        together.stream().sorted(WITHIN_A_MILLISECOND).forEach(out::collect);
        ahead.remove(timestamp);
    }
}
