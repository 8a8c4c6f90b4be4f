package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.models.features.ContextRing;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.models.features.LogMel;
import dev.cradlewatch.operators.device.AudioWindow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Model inputs of many devices as a program without Flink makes them: a ring of log-mel windows a device, in memory, kept by nobody.
 * Not thread-safe.
 */
final class PlainContexts {
    private static final byte[] SILENCE = {};

    private final FeatureSpec features;
    private final LogMel logMel;
    private final float[] frames;
    private final Map<String, Run> runs = new HashMap<>();

    PlainContexts(FeatureSpec features) {
        this.features = features;
        logMel = new LogMel(features);
        frames = new float[features.windowFloats()];
    }

    /** Computes a window's log-mel and writes it with that of the windows before it, contextFrames x bands floats. */
    void copyContext(AudioWindow window, float[] out, int outOffset) {
        var run = runs.computeIfAbsent(window.device(), device -> new Run(ContextRing.of(features)));
        if (window.seq() != run.next) {
            run.ring.reset();
            run.history = SILENCE;
        }
        logMel.extract(window.pcm(), 0, run.history, frames, 0);
        run.ring.push(frames);
        run.ring.copyContext(out, outOffset);
        run.next = window.seq() + 1;
        run.history =
                Arrays.copyOfRange(window.pcm(), window.pcm().length - features.historyBytes(), window.pcm().length);
    }

    private static final class Run {
        private final ContextRing ring;
        private byte[] history = SILENCE;
        private long next;

        Run(ContextRing ring) {
            this.ring = ring;
        }
    }
}
