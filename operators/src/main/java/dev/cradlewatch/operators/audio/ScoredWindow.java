package dev.cradlewatch.operators.audio;

/**
 * One window re-scored with the full model.
 *
 * @param window      the window
 * @param probability calibrated probability of crying in it, in [0, 1]
 * @param model       name and version of the model that gave it
 */
public record ScoredWindow(WindowFacts window, float probability, String model) {}
