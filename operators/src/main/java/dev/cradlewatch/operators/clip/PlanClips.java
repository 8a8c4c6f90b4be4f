package dev.cradlewatch.operators.clip;

import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.stream.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Remembers where the newest windows of a monitor stand in the log, in a ring for each lane, and plans a clip of them for each alert,
 * once: when a window after its end has come, or none comes any more. Scores and alerts race each other, so either may come first.
 * An alert whose windows are not there, because they came so late that the ring went round, or never came, has no clip (metric
 * {@code unheard}). A scored window was admitted, so nobody else's sound gets into a clip. Keyed by device.
 */
public final class PlanClips extends KeyedCoProcessFunction<String, ScoredWindow, ClipCue, ClipPlan> {
    private static final long serialVersionUID = 1L;

    private final ClipPolicy policy;

    /** By slot. */
    private transient MapState<Integer, HeldWindow> held;

    private transient MapState<Lane, Integer> nextSlots;

    /** By alert. */
    private transient MapState<String, PendingClip> pending;

    private transient MapState<String, Boolean> planned;
    private transient Counter clips;
    private transient Counter unheard;

    public PlanClips(ClipPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        var held = new MapStateDescriptor<>("held", Types.INT, TypeInformation.of(HeldWindow.class));
        var nextSlots = new MapStateDescriptor<>("next-slots", TypeInformation.of(Lane.class), Types.INT);
        var pending = new MapStateDescriptor<>("pending", Types.STRING, TypeInformation.of(PendingClip.class));
        var planned = new MapStateDescriptor<>("planned", Types.STRING, Types.BOOLEAN);
        var windows = StateTtlConfig.newBuilder(policy.memory()).build();
        held.enableTimeToLive(windows);
        nextSlots.enableTimeToLive(windows);
        var alerts = StateTtlConfig.newBuilder(policy.remembered()).build();
        pending.enableTimeToLive(alerts);
        planned.enableTimeToLive(alerts);
        this.held = getRuntimeContext().getMapState(held);
        this.nextSlots = getRuntimeContext().getMapState(nextSlots);
        this.pending = getRuntimeContext().getMapState(pending);
        this.planned = getRuntimeContext().getMapState(planned);
        clips = getRuntimeContext().getMetricGroup().counter("clips");
        unheard = getRuntimeContext().getMetricGroup().counter("unheard");
    }

    @Override
    public void processElement1(ScoredWindow scored, Context context, Collector<ClipPlan> out) throws Exception {
        var window = HeldWindow.of(scored.window());
        hold(window);
        if (pending.isEmpty()) {
            return;
        }
        for (var clip : allPending()) {
            if (clip.covers(window, policy)) {
                var heardNow = clip.heardAt(now(context.timerService()));
                pending.put(clip.cue().alertId(), heardNow);
                wake(context.timerService(), heardNow, true);
            } else {
                planIfComplete(clip, out);
            }
        }
    }

    @Override
    public void processElement2(ClipCue cue, Context context, Collector<ClipPlan> out) throws Exception {
        if (planned.contains(cue.alertId())) {
            return;
        }
        var timers = context.timerService();
        var now = now(timers);
        var clip = Optional.ofNullable(pending.get(cue.alertId()))
                .map(earlier -> earlier.with(cue, now))
                .orElseGet(() -> PendingClip.of(cue, now));
        pending.put(cue.alertId(), clip);
        timers.registerEventTimeTimer(Long.MAX_VALUE);
        wake(timers, clip, !windowsOf(clip).isEmpty());
        planIfComplete(clip, out);
    }

    /** Somebody waited long enough, or a bounded input ended and nothing comes any more. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ClipPlan> out) throws Exception {
        var isEnd = context.timeDomain() == TimeDomain.EVENT_TIME;
        var now = now(context.timerService());
        for (var clip : allPending()) {
            var windows = windowsOf(clip);
            var isOver = isEnd || !now.isBefore(clip.deadline(!windows.isEmpty(), policy));
            if (!isOver) {
                wake(context.timerService(), clip, !windows.isEmpty());
            } else if (windows.isEmpty()) {
                pending.remove(clip.cue().alertId());
                unheard.inc();
            } else {
                plan(clip, windows, out);
            }
        }
    }

    private void hold(HeldWindow window) throws Exception {
        var turn = Optional.ofNullable(nextSlots.get(window.lane())).orElse(0);
        var slot = window.lane().ordinal() * policy.heldWindows() + turn;
        held.put(slot, window);
        nextSlots.put(window.lane(), (turn + 1) % policy.heldWindows());
    }

    private void planIfComplete(PendingClip clip, Collector<ClipPlan> out) throws Exception {
        var windows = windowsOf(clip);
        if (!windows.isEmpty()
                && isFollowed(clip, windows.get(windows.size() - 1).lane())) {
            plan(clip, windows, out);
        }
    }

    /** Whether the lane that the clip's sound came on has gone on to what comes after the clip. */
    private boolean isFollowed(PendingClip clip, Lane lane) throws Exception {
        var after = clip.end(policy).plus(policy.outOfOrder());
        for (var window : held.values()) {
            if (window.lane() == lane && !window.at().isBefore(after)) {
                return true;
            }
        }
        return false;
    }

    private void plan(PendingClip clip, List<HeldWindow> windows, Collector<ClipPlan> out) throws Exception {
        var cue = clip.cue();
        planned.put(cue.alertId(), true);
        pending.remove(cue.alertId());
        clips.inc();
        out.collect(new ClipPlan(
                cue.alertId(),
                cue.household(),
                cue.device(),
                cue.startedAt(),
                clip.start(policy),
                clip.end(policy),
                windows));
    }

    /** The windows of a clip that are held, in the order of time. */
    private List<HeldWindow> windowsOf(PendingClip clip) throws Exception {
        var windows = new ArrayList<HeldWindow>();
        for (var window : held.values()) {
            if (clip.covers(window, policy)) {
                windows.add(window);
            }
        }
        windows.sort(HeldWindow.BY_TIME);
        return windows;
    }

    private List<PendingClip> allPending() throws Exception {
        var all = new ArrayList<PendingClip>();
        pending.values().forEach(all::add);
        all.sort(Comparator.comparing((PendingClip clip) -> clip.cue().startedAt())
                .thenComparing(clip -> clip.cue().alertId()));
        return all;
    }

    private void wake(TimerService timers, PendingClip clip, boolean heard) {
        timers.registerProcessingTimeTimer(clip.deadline(heard, policy).toEpochMilli());
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }
}
