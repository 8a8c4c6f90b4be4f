package dev.cradlewatch.operators.clip;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds the newest windows of a monitor in a ring for each lane, and cuts a clip of them for each alert, once: when sound after its
 * end has come, or none comes any more. Windows and alerts race each other, so either may come first. An alert whose sound is not
 * there, because it came so late that the ring went round, or never came, has no clip (metric {@code unheard}). Keyed by device.
 */
public final class CutClips extends KeyedCoProcessFunction<String, Heard<AudioWindow>, ClipCue, Clip> {
    private static final long serialVersionUID = 1L;

    private final ClipPolicy policy;

    /** By slot; a window's samples are apart from its facts, so that looking for windows moves no sound. */
    private transient MapState<Integer, HeldWindow> held;

    private transient MapState<Integer, byte[]> sound;
    private transient MapState<Lane, Integer> nextSlots;

    /** By alert. */
    private transient MapState<String, PendingClip> pending;

    private transient MapState<String, Boolean> cut;
    private transient Counter clips;
    private transient Counter unheard;

    public CutClips(ClipPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        var held = new MapStateDescriptor<>("held", Types.INT, TypeInformation.of(HeldWindow.class));
        var sound = new MapStateDescriptor<>("sound", Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        var nextSlots = new MapStateDescriptor<>("next-slots", TypeInformation.of(Lane.class), Types.INT);
        var pending = new MapStateDescriptor<>("pending", Types.STRING, TypeInformation.of(PendingClip.class));
        var cut = new MapStateDescriptor<>("cut", Types.STRING, Types.BOOLEAN);
        var windows = StateTtlConfig.newBuilder(policy.memory()).build();
        held.enableTimeToLive(windows);
        sound.enableTimeToLive(windows);
        nextSlots.enableTimeToLive(windows);
        var alerts = StateTtlConfig.newBuilder(policy.remembered()).build();
        pending.enableTimeToLive(alerts);
        cut.enableTimeToLive(alerts);
        this.held = getRuntimeContext().getMapState(held);
        this.sound = getRuntimeContext().getMapState(sound);
        this.nextSlots = getRuntimeContext().getMapState(nextSlots);
        this.pending = getRuntimeContext().getMapState(pending);
        this.cut = getRuntimeContext().getMapState(cut);
        clips = getRuntimeContext().getMetricGroup().counter("clips");
        unheard = getRuntimeContext().getMetricGroup().counter("unheard");
    }

    @Override
    public void processElement1(Heard<AudioWindow> heard, Context context, Collector<Clip> out) throws Exception {
        var window = HeldWindow.of(heard);
        hold(window, heard.record().pcm());
        if (pending.isEmpty()) {
            return;
        }
        for (var clip : allPending()) {
            if (clip.covers(window, policy)) {
                var heardNow = clip.heardAt(now(context.timerService()));
                pending.put(clip.cue().alertId(), heardNow);
                wake(context.timerService(), heardNow, true);
            } else {
                cutIfComplete(clip, out);
            }
        }
    }

    @Override
    public void processElement2(ClipCue cue, Context context, Collector<Clip> out) throws Exception {
        if (cut.contains(cue.alertId())) {
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
        cutIfComplete(clip, out);
    }

    /** Somebody waited long enough, or a bounded input ended and nothing comes any more. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Clip> out) throws Exception {
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
                cut(clip, windows, out);
            }
        }
    }

    private void hold(HeldWindow window, byte[] pcm) throws Exception {
        var turn = Optional.ofNullable(nextSlots.get(window.lane())).orElse(0);
        var slot = window.lane().ordinal() * policy.heldWindows() + turn;
        held.put(slot, window);
        sound.put(slot, pcm);
        nextSlots.put(window.lane(), (turn + 1) % policy.heldWindows());
    }

    private void cutIfComplete(PendingClip clip, Collector<Clip> out) throws Exception {
        var windows = windowsOf(clip);
        if (!windows.isEmpty()
                && isFollowed(clip, windows.get(windows.size() - 1).getValue().lane())) {
            cut(clip, windows, out);
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

    private void cut(PendingClip clip, List<Map.Entry<Integer, HeldWindow>> windows, Collector<Clip> out)
            throws Exception {
        var cue = clip.cue();
        var start = clip.start(policy);
        var laid = new ClipSound(start, clip.end(policy));
        for (var window : windows) {
            var samples = sound.get(window.getKey());
            if (samples != null) {
                laid.lay(window.getValue(), samples);
            }
        }
        cut.put(cue.alertId(), true);
        pending.remove(cue.alertId());
        clips.inc();
        out.collect(new Clip(
                cue.alertId(), cue.household(), cue.device(), cue.startedAt(), start, laid.heardMillis(), laid.pcm()));
    }

    /** The windows of a clip that are held, with their slots, in the order of time. */
    private List<Map.Entry<Integer, HeldWindow>> windowsOf(PendingClip clip) throws Exception {
        var windows = new ArrayList<Map.Entry<Integer, HeldWindow>>();
        for (var entry : held.entries()) {
            if (clip.covers(entry.getValue(), policy)) {
                windows.add(Map.entry(entry.getKey(), entry.getValue()));
            }
        }
        windows.sort(Map.Entry.comparingByValue(HeldWindow.BY_TIME));
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
