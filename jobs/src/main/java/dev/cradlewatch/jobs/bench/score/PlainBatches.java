package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Heard;
import java.util.ArrayList;
import java.util.List;

/** Fills batches and scores them when they are full, in a plain loop. Not thread-safe. */
final class PlainBatches {

    /** What scores a batch: batch x contextFrames x bands floats in, a probability each out. */
    @FunctionalInterface
    interface Scorer {
        void score(float[] logMel, int batch, float[] probabilities) throws ModelException;
    }

    /** Is told each window with its probability, in their order. */
    @FunctionalInterface
    interface Scored {
        void take(Heard<AudioWindow> window, float probability);
    }

    private final PlainContexts contexts;
    private final Scorer scorer;
    private final Scored scored;
    private final int contextFloats;
    private final float[] logMel;
    private final float[] probabilities;
    private final List<Heard<AudioWindow>> waiting = new ArrayList<>();

    PlainBatches(FeatureSpec features, int size, Scorer scorer, Scored scored) {
        this.scorer = scorer;
        this.scored = scored;
        contexts = new PlainContexts(features);
        contextFloats = features.contextFloats();
        logMel = new float[size * contextFloats];
        probabilities = new float[size];
    }

    void add(Heard<AudioWindow> window) throws ModelException {
        contexts.copyContext(window.record(), logMel, waiting.size() * contextFloats);
        waiting.add(window);
        if (waiting.size() == probabilities.length) {
            flush();
        }
    }

    void flush() throws ModelException {
        if (waiting.isEmpty()) {
            return;
        }
        scorer.score(logMel, waiting.size(), probabilities);
        for (var index = 0; index < waiting.size(); index++) {
            scored.take(waiting.get(index), probabilities[index]);
        }
        waiting.clear();
    }
}
