package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.CryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for the trained model: what is loud is a cry. Can be told to die once after some windows. */
public final class LoudnessModel implements CryModel {
    /** Windows until the task dies; negative for never. Shared by all tasks, because the one that restarts is a new object. */
    static final AtomicInteger WINDOWS_TO_LIVE = new AtomicInteger(-1);

    private static final int LAST_WINDOW_FLOATS = 50 * 64;
    private static final float LOUD = -2;

    private final FeatureSpec features;

    public LoudnessModel() throws ModelException {
        features = FeatureSpec.load("cry-full");
    }

    @Override
    public String name() {
        return "loudness 1.0.0";
    }

    @Override
    public FeatureSpec features() {
        return features;
    }

    @Override
    public int contextFrames() {
        return features.contextWindows() * features.framesPerWindow();
    }

    @Override
    public void score(float[] logMel, int batch, float[] probabilities) {
        for (var i = 0; i < batch; i++) {
            if (WINDOWS_TO_LIVE.getAndDecrement() == 0) {
                throw new IllegalStateException("the task manager was hit by lightning");
            }
            var end = (i + 1) * contextFrames() * features.bands();
            var sum = 0.0;
            for (var k = end - LAST_WINDOW_FLOATS; k < end; k++) {
                sum += logMel[k];
            }
            probabilities[i] = sum / LAST_WINDOW_FLOATS > LOUD ? 0.98f : 0.002f;
        }
    }

    @Override
    public void close() {}
}
