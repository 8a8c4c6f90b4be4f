package dev.cradlewatch.operators.audio;

import dev.cradlewatch.models.features.ContextRing;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.models.features.LogMel;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import java.time.Duration;
import java.util.Arrays;
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
 * Computes each window's log-mel once and joins it to the windows right before it, lane by lane. Where there are none (the
 * stream begins, or a window is missing), the oldest one of the run stands in for them. A window that comes after its turn gets a
 * context of its own and leaves the run as it is. Keyed by device.
 */
public final class AssembleContext extends KeyedProcessFunction<String, Heard<AudioWindow>, CryContext> {
    private static final long serialVersionUID = 1L;

    /** How far apart two windows may be stamped and still be one sound. */
    private static final Duration SEAM = Duration.ofMillis(100);

    /** Context is worth nothing once the next window no longer follows on it; a late lane may stall a while between two. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    private final FeatureSpec features;

    private transient MapState<Lane, ContextState> runs;
    private transient LogMel logMel;
    private transient ContextRing ring;
    private transient Counter windowsIn;

    /** Windows are missing. */
    private transient Counter gaps;

    /** The numbers go on and the sound does not: the monitor's gate had closed in between. */
    private transient Counter pauses;

    public AssembleContext(FeatureSpec features) {
        this.features = features;
    }

    @Override
    public void open(OpenContext context) {
        var descriptor = new MapStateDescriptor<>(
                "runs", TypeInformation.of(Lane.class), TypeInformation.of(ContextState.class));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(MEMORY).build());
        runs = getRuntimeContext().getMapState(descriptor);
        logMel = new LogMel(features);
        ring = ContextRing.of(features);
        windowsIn = getRuntimeContext().getMetricGroup().counter("windowsIn");
        gaps = getRuntimeContext().getMetricGroup().counter("gaps");
        pauses = getRuntimeContext().getMetricGroup().counter("pauses");
    }

    @Override
    public void processElement(Heard<AudioWindow> heard, Context context, Collector<CryContext> out) throws Exception {
        windowsIn.inc();
        var window = heard.record();
        var run = Optional.ofNullable(runs.get(heard.lane())).filter(state -> state.epoch() == window.epoch());
        var before = run.filter(state -> follows(window, state));
        var frames = new float[features.windowFloats()];
        logMel.extract(window.pcm(), 0, before.map(ContextState::history).orElse(new byte[0]), frames, 0);

        ring.reset();
        before.ifPresent(state -> Arrays.stream(state.windows()).forEach(ring::push));
        ring.push(frames);
        out.collect(new CryContext(WindowFacts.of(heard), ring.context()));

        if (run.isPresent() && window.seq() <= run.get().seq()) {
            return;
        }
        if (run.isPresent() && before.isEmpty()) {
            (window.seq() == run.get().seq() + 1 ? pauses : gaps).inc();
        }
        runs.put(heard.lane(), advanced(before, window, frames));
    }

    private static boolean follows(AudioWindow window, ContextState run) {
        return window.seq() == run.seq() + 1
                && Duration.between(run.deviceEnd(), window.start()).abs().compareTo(SEAM) <= 0;
    }

    /** The next window needs one window less than a context before it. */
    private ContextState advanced(Optional<ContextState> before, AudioWindow window, float[] frames) {
        var kept = before.map(ContextState::windows).orElse(new float[0][]);
        var first = Math.max(0, kept.length + 1 - (features.contextWindows() - 1));
        var windows = Arrays.copyOfRange(kept, first, kept.length + 1);
        windows[windows.length - 1] = frames;
        var history =
                Arrays.copyOfRange(window.pcm(), window.pcm().length - features.historyBytes(), window.pcm().length);
        return new ContextState(window.epoch(), window.seq(), window.end(), windows, history);
    }
}
