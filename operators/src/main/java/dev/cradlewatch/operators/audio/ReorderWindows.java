package dev.cradlewatch.operators.audio;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the windows of a device back into the order of their sequence numbers, lane by lane. A window that came too early waits
 * a moment for the ones before it; one that comes after its turn was given up passes as it is and is scored for the history.
 * Keyed by device.
 */
public final class ReorderWindows extends KeyedProcessFunction<String, Heard<AudioWindow>, Heard<AudioWindow>> {
    private static final long serialVersionUID = 1L;

    /** A device that was silent this long starts anew. */
    private static final StateTtlConfig ONE_DAY =
            StateTtlConfig.newBuilder(Duration.ofDays(1)).build();

    private final ReorderPolicy policy;

    private transient MapState<Lane, Turn> turns;
    private transient MapState<Held, Heard<AudioWindow>> held;
    private transient Counter outOfOrder;
    private transient Counter afterTheirTurn;

    public ReorderWindows(ReorderPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        var turnDescriptor =
                new MapStateDescriptor<>("turns", TypeInformation.of(Lane.class), TypeInformation.of(Turn.class));
        turnDescriptor.enableTimeToLive(ONE_DAY);
        turns = getRuntimeContext().getMapState(turnDescriptor);
        var heldDescriptor = new MapStateDescriptor<>(
                "held", TypeInformation.of(Held.class), TypeInformation.of(new TypeHint<Heard<AudioWindow>>() {}));
        heldDescriptor.enableTimeToLive(ONE_DAY);
        held = getRuntimeContext().getMapState(heldDescriptor);
        var metrics = getRuntimeContext().getMetricGroup();
        outOfOrder = metrics.counter("outOfOrder");
        afterTheirTurn = metrics.counter("afterTheirTurn");
    }

    @Override
    public void processElement(Heard<AudioWindow> heard, Context context, Collector<Heard<AudioWindow>> out)
            throws Exception {
        var lane = heard.lane();
        var window = heard.record();
        var timers = context.timerService();
        var turn = Optional.ofNullable(turns.get(lane));
        if (turn.isEmpty() || turn.get().epoch() != window.epoch()) {
            releaseAll(lane, out);
            out.collect(heard);
            turns.put(lane, Turn.after(window.epoch(), window.seq()));
        } else if (window.seq() < turn.get().next()) {
            afterTheirTurn.inc();
            out.collect(heard);
        } else {
            var now = policy.timebase().now(timers.currentProcessingTime(), heard.arrival());
            if (window.seq() == turn.get().next()) {
                out.collect(heard);
                turns.put(lane, releaseRun(lane, Turn.after(window.epoch(), window.seq()), timers, now, out));
            } else {
                turns.put(lane, hold(heard, turn.get(), timers, now, out));
            }
        }
    }

    private Turn hold(
            Heard<AudioWindow> heard, Turn turn, TimerService timers, Instant now, Collector<Heard<AudioWindow>> out)
            throws Exception {
        outOfOrder.inc();
        var lane = heard.lane();
        held.put(new Held(lane, heard.record().epoch(), heard.record().seq()), heard);
        if (heldIn(lane).size() > policy.maxHeld()) {
            return skipGap(lane, turn, timers, now, out);
        }
        return turn.waits() ? turn : waiting(turn, timers, now);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Heard<AudioWindow>> out) throws Exception {
        var timers = context.timerService();
        var now = policy.timebase().now(timers.currentProcessingTime(), Instant.ofEpochMilli(timestamp));
        for (var lane : Lane.values()) {
            var turn = Optional.ofNullable(turns.get(lane)).filter(Turn::waits);
            if (turn.isPresent() && !now.isBefore(turn.get().gapSince().plus(policy.patience()))) {
                turns.put(lane, skipGap(lane, turn.get(), timers, now, out));
            }
        }
    }

    /** Gives up the missing windows before the first one that waits. */
    private Turn skipGap(Lane lane, Turn turn, TimerService timers, Instant now, Collector<Heard<AudioWindow>> out)
            throws Exception {
        var first = heldIn(lane).firstKey();
        return releaseRun(lane, Turn.after(turn.epoch(), first - 1), timers, now, out);
    }

    /** Emits the windows whose turn it is, and waits for the next gap if some are left behind one. */
    private Turn releaseRun(Lane lane, Turn from, TimerService timers, Instant now, Collector<Heard<AudioWindow>> out)
            throws Exception {
        var waiting = heldIn(lane);
        var turn = from;
        while (waiting.containsKey(turn.next())) {
            out.collect(waiting.remove(turn.next()));
            held.remove(new Held(lane, turn.epoch(), turn.next()));
            turn = Turn.after(turn.epoch(), turn.next());
        }
        return waiting.isEmpty() ? turn : waiting(turn, timers, now);
    }

    private Turn waiting(Turn turn, TimerService timers, Instant now) {
        policy.timebase().wakeAt(timers, now.plus(policy.patience()));
        return turn.waitingSince(now);
    }

    private void releaseAll(Lane lane, Collector<Heard<AudioWindow>> out) throws Exception {
        for (var heard : heldIn(lane).values()) {
            out.collect(heard);
            held.remove(new Held(lane, heard.record().epoch(), heard.record().seq()));
        }
    }

    private TreeMap<Long, Heard<AudioWindow>> heldIn(Lane lane) throws Exception {
        var waiting = new TreeMap<Long, Heard<AudioWindow>>();
        for (var entry : held.entries()) {
            if (entry.getKey().lane() == lane) {
                waiting.put(entry.getKey().seq(), entry.getValue());
            }
        }
        return waiting;
    }

    /** Key of a window in wait. */
    public record Held(Lane lane, long epoch, long seq) {}
}
