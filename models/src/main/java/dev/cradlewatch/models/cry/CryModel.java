package dev.cradlewatch.models.cry;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;

/** Says how likely a baby cries in the last second of each context it is given. Safe for use by several threads. */
public interface CryModel extends AutoCloseable {

    /** Name and version, for example {@code cry-full 1.2.0}. */
    String name();

    /** The log-mel that the model was trained on. */
    FeatureSpec features();

    /** Frames of one input. */
    int contextFrames();

    /**
     * Scores a batch of contexts.
     *
     * @param logMel        batch x contextFrames x bands, row-major, oldest frame first
     * @param batch         contexts in {@code logMel}, at least one
     * @param probabilities receives the calibrated probabilities of crying, [0, 1], at [0, batch)
     * @throws ModelException           if the runtime fails or gives something else than a probability
     * @throws IllegalArgumentException if an array is too short for the batch
     * @throws IllegalStateException    if the model is closed
     */
    void score(float[] logMel, int batch, float[] probabilities) throws ModelException;

    /** Frees the model. A second call does nothing. */
    @Override
    void close();
}
