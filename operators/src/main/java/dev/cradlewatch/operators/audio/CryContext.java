package dev.cradlewatch.operators.audio;

/**
 * A window with the log-mel of the seconds before it, ready for the full model.
 *
 * @param window the window to be scored
 * @param logMel context x frames x bands, oldest first, row-major; not to be changed
 */
public record CryContext(WindowFacts window, float[] logMel) {}
