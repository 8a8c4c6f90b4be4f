package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs the {@link AlertMachine} of each household under its newest settings. What was due before a signal is decided before it,
 * whether or not the timer came first. Keyed by household.
 */
public final class HouseholdAlerts
        extends KeyedBroadcastProcessFunction<String, HouseholdSignal, HouseholdSettings, Alert> {
    private static final long serialVersionUID = 1L;

    /** Households' settings as broadcast state, by household id. */
    public static final MapStateDescriptor<String, HouseholdSettings> SETTINGS =
            new MapStateDescriptor<>("settings", Types.STRING, TypeInformation.of(HouseholdSettings.class));

    /** A household that was silent this long has nothing open that anybody still waits for. */
    private static final Duration MEMORY = Duration.ofDays(30);

    /** While something is due but cannot be decided yet, it is looked at again this often. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final AlertPolicy policy;
    private final Timebase timebase;

    private transient AlertMachine machine;
    private transient ValueState<HouseholdState> states;
    private transient AlertMetrics metrics;

    public HouseholdAlerts(AlertPolicy policy, Timebase timebase) {
        this.policy = policy;
        this.timebase = timebase;
    }

    @Override
    public void open(OpenContext context) {
        machine = new AlertMachine(policy);
        var descriptor = new ValueStateDescriptor<>("household", TypeInformation.of(HouseholdState.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(MEMORY).build());
        states = getRuntimeContext().getState(descriptor);
        metrics = new AlertMetrics(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(HouseholdSignal signal, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        var timers = context.timerService();
        var now = timebase.now(timers.currentProcessingTime(), signal.arrival());
        var settings = settings(context.getBroadcastState(SETTINGS).get(signal.household()), signal.household());
        var state = Optional.ofNullable(states.value()).orElseGet(HouseholdState::fresh);
        var overdue = state.nextWake();
        var before = overdue.equals(Instant.EPOCH) || overdue.isAfter(now)
                ? Outcome.nothing(state)
                : machine.onWake(state.wakingAt(Instant.EPOCH), settings, overdue);
        var caused = machine.on(before.state(), signal, settings, now);
        metrics.heard(signal, caused.alerts(), now);
        var outcome = before.then(caused);
        tell(outcome, out);
        states.update(rearmed(outcome.state(), timers, now));
    }

    @Override
    public void processBroadcastElement(HouseholdSettings settings, Context context, Collector<Alert> out)
            throws Exception {
        context.getBroadcastState(SETTINGS).put(settings.household(), settings);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        var state = Optional.ofNullable(states.value());
        if (state.isEmpty()) {
            return;
        }
        var timers = context.timerService();
        var household = context.getCurrentKey();
        var now = timebase.now(timers.currentProcessingTime(), Instant.ofEpochMilli(timestamp));
        var settings = settings(context.getBroadcastState(SETTINGS).get(household), household);
        var isEnd = timers.currentWatermark() == Long.MAX_VALUE;
        var outcome = isEnd ? machine.onEnd(state.get(), settings) : machine.onWake(state.get(), settings, now);
        tell(outcome, out);
        states.update(rearmed(outcome.state().wakingAt(Instant.EPOCH), timers, now));
    }

    private void tell(Outcome outcome, Collector<Alert> out) {
        metrics.told(outcome.alerts());
        outcome.alerts().forEach(out::collect);
    }

    /** Sees to it that one timer is under way while something may become due; none after the end of a bounded input. */
    private HouseholdState rearmed(HouseholdState state, TimerService timers, Instant now) {
        var due = machine.due(state);
        var isUnderWay = state.nextWake().isAfter(now);
        if (due.isEmpty()
                || (isUnderWay && !due.get().isBefore(state.nextWake()))
                || timers.currentWatermark() == Long.MAX_VALUE) {
            return state;
        }
        var wake = due.get().isAfter(now) ? due.get() : now.plus(LOOK_AGAIN);
        timebase.wakeAt(timers, wake);
        return state.wakingAt(wake);
    }

    private static HouseholdSettings settings(HouseholdSettings chosen, String household) {
        return Optional.ofNullable(chosen).orElseGet(() -> HouseholdSettings.defaults(household));
    }
}
