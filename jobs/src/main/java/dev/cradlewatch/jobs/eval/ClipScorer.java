package dev.cradlewatch.jobs.eval;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.CryModel;
import dev.cradlewatch.models.features.ContextRing;
import dev.cradlewatch.models.features.LogMel;
import java.util.Arrays;

/**
 * Scores a whole clip: the highest probability over its one-second windows, with the contexts that the job would make. A last
 * piece of less than half a second is left out unless it is all there is. Not thread-safe.
 */
public final class ClipScorer {
    private final CryModel model;
    private final LogMel logMel;

    public ClipScorer(CryModel model) {
        this.model = model;
        this.logMel = new LogMel(model.features());
    }

    /**
     * @param pcm mono S16LE at the model's sample rate
     * @throws ModelException if the model fails on it
     */
    public double score(byte[] pcm) throws ModelException {
        var features = model.features();
        var windowBytes = features.windowBytes();
        var windows = Math.max(1, (int) Math.round((double) pcm.length / windowBytes));
        var padded = Arrays.copyOf(pcm, windows * windowBytes);
        var ring = ContextRing.of(features);
        var contexts = new float[windows * ring.contextFloats()];
        var frames = new float[features.windowFloats()];
        var history = new byte[0];
        for (var i = 0; i < windows; i++) {
            logMel.extract(padded, i * windowBytes, history, frames, 0);
            ring.push(frames);
            ring.copyContext(contexts, i * ring.contextFloats());
            var end = (i + 1) * windowBytes;
            history = Arrays.copyOfRange(padded, end - features.historyBytes(), end);
        }
        var probabilities = new float[windows];
        model.score(contexts, windows, probabilities);
        var highest = 0.0;
        for (var probability : probabilities) {
            highest = Math.max(highest, probability);
        }
        return highest;
    }
}
