package dev.cradlewatch.operators.audio;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Lane;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs the filter over each lane of a device in the order of its own windows. A window that is older than the newest one seen
 * moves nothing. When the device's clock jumps, the filter starts anew. Keyed by device.
 */
public final class SmoothCry extends KeyedProcessFunction<String, ScoredWindow, CryLevel> {
    private static final long serialVersionUID = 1L;

    /** After an hour of silence the posterior is the prior again, and so is a forgotten one. */
    private static final Duration MEMORY = Duration.ofHours(1);

    private final CryFilter filter;

    private transient MapState<Lane, FilterState> states;
    private transient Counter afterTheirTurn;

    public SmoothCry(CryFilter filter) {
        this.filter = filter;
    }

    @Override
    public void open(OpenContext context) {
        var descriptor = new MapStateDescriptor<>(
                "filter", TypeInformation.of(Lane.class), TypeInformation.of(FilterState.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(MEMORY).build());
        states = getRuntimeContext().getMapState(descriptor);
        afterTheirTurn = getRuntimeContext().getMetricGroup().counter("afterTheirTurn");
    }

    @Override
    public void processElement(ScoredWindow scored, Context context, Collector<CryLevel> out) throws Exception {
        var window = scored.window();
        var before = Optional.ofNullable(states.get(window.lane())).filter(state -> state.epoch() == window.epoch());
        if (before.isPresent() && window.seq() <= before.get().seq()) {
            afterTheirTurn.inc();
            return;
        }
        var posterior = before.map(state -> continued(state, scored)).orElseGet(() -> begun(scored));
        states.put(window.lane(), new FilterState(window.epoch(), window.seq(), window.deviceEnd(), posterior));
        out.collect(new CryLevel(window, scored.probability(), posterior));
    }

    private double continued(FilterState before, ScoredWindow scored) {
        var elapsed = Duration.between(before.deviceEnd(), scored.window().deviceEnd());
        if (elapsed.isNegative() || elapsed.compareTo(MEMORY) > 0) {
            return begun(scored);
        }
        if (isPause(before, scored, elapsed)) {
            var quiet = filter.quieted(before.posterior(), elapsed.minus(AudioWindow.LENGTH));
            return filter.updated(quiet, AudioWindow.LENGTH, scored.probability());
        }
        return filter.updated(before.posterior(), elapsed, scored.probability());
    }

    /** The numbers go on and the sound does not: the monitor's gate had closed in between. */
    private static boolean isPause(FilterState before, ScoredWindow scored, Duration elapsed) {
        return scored.window().seq() == before.seq() + 1 && elapsed.compareTo(AudioWindow.LENGTH.multipliedBy(2)) >= 0;
    }

    private double begun(ScoredWindow scored) {
        return filter.updated(filter.prior(), Duration.ZERO, scored.probability());
    }
}
