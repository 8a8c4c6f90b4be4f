package dev.cradlewatch.operators.device;

import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Notices that a device no longer gives a sign of life, and that it does again. Silence is measured by the job's clock from the
 * moment a sign was processed, and never from before this task started: a restart of the job is not an outage of every monitor.
 * A device that the registry no longer takes is not missed. Keyed by device.
 */
public final class WatchLiveness
        extends KeyedBroadcastProcessFunction<String, LifeSign, DeviceRegistration, LivenessChange> {
    private static final long serialVersionUID = 1L;

    private final LivenessPolicy policy;

    private transient ValueState<WatchState> watched;
    private transient Optional<Instant> taskStart;

    public WatchLiveness(LivenessPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        // No time-to-live: a few bytes for each device that was ever heard, until it is taken out of the registry.
        watched = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("watched", TypeInformation.of(WatchState.class)));
        taskStart = Optional.empty();
    }

    @Override
    public void processElement(LifeSign sign, ReadOnlyContext context, Collector<LivenessChange> out) throws Exception {
        var timers = context.timerService();
        var now = millis(policy.timebase().now(timers.currentProcessingTime(), sign.arrival()));
        var before = Optional.ofNullable(watched.value());
        if (before.isPresent()) {
            var wasOffline = before.get().offline();
            if (!wasOffline && isSilent(before.get(), now)) {
                out.collect(change(sign.device(), before.get(), false, now));
                wasOffline = true;
            }
            if (wasOffline) {
                out.collect(change(sign.device(), before.get(), true, now));
            }
        }
        if (before.isEmpty() || before.get().offline()) {
            policy.timebase().wakeAt(timers, now.plus(policy.offlineAfter()));
        }
        watched.update(new WatchState(sign.household(), newest(before, sign), newest(before, now), false));
    }

    @Override
    public void processBroadcastElement(DeviceRegistration registration, Context context, Collector<LivenessChange> out)
            throws Exception {
        var registry = context.getBroadcastState(Admission.REGISTRY);
        registry.put(registration.device(), registration);
    }

    /** One timer a device is under way: it looks whether the silence is long enough, and else comes again when it may be. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<LivenessChange> out) throws Exception {
        var state = Optional.ofNullable(watched.value());
        if (state.isEmpty() || state.get().offline()) {
            return;
        }
        if (!isTaken(context.getCurrentKey(), context.getBroadcastState(Admission.REGISTRY))) {
            watched.clear();
            return;
        }
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return;
        }
        var now =
                policy.timebase().now(context.timerService().currentProcessingTime(), Instant.ofEpochMilli(timestamp));
        var silentSince = silentSince(state.get(), now);
        if (now.isBefore(silentSince.plus(policy.offlineAfter()))) {
            policy.timebase().wakeAt(context.timerService(), silentSince.plus(policy.offlineAfter()));
            return;
        }
        out.collect(change(context.getCurrentKey(), state.get(), false, now));
        watched.update(new WatchState(
                state.get().household(), state.get().lastArrival(), state.get().heardAt(), true));
    }

    private boolean isSilent(WatchState state, Instant now) {
        return Duration.between(silentSince(state, now), now).compareTo(policy.offlineAfter()) > 0;
    }

    /** The stream's clock stands still while the job does; the wall clock does not, so its silence starts with the task. */
    private Instant silentSince(WatchState state, Instant now) {
        if (policy.timebase() == Timebase.STREAM) {
            return state.heardAt();
        }
        if (taskStart.isEmpty()) {
            taskStart = Optional.of(now);
        }
        return state.heardAt().isAfter(taskStart.get()) ? state.heardAt() : taskStart.get();
    }

    private static boolean isTaken(String device, ReadOnlyBroadcastState<String, DeviceRegistration> registry)
            throws Exception {
        var registration = Optional.ofNullable(registry.get(device));
        return registration.isPresent() && registration.get().status() == Status.ACTIVE;
    }

    private static LivenessChange change(String device, WatchState state, boolean online, Instant at) {
        return new LivenessChange(device, state.household(), online, state.lastArrival(), at);
    }

    private static Instant newest(Optional<WatchState> before, LifeSign sign) {
        return before.map(WatchState::lastArrival)
                .filter(last -> last.isAfter(sign.arrival()))
                .orElse(sign.arrival());
    }

    private static Instant newest(Optional<WatchState> before, Instant now) {
        return before.map(WatchState::heardAt).filter(last -> last.isAfter(now)).orElse(now);
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
