package dev.cradlewatch.operators.audio;

import java.time.Instant;

/**
 * The newest unbroken run of windows of a lane, as log-mel.
 *
 * @param epoch     identity of the device's record store
 * @param seq       newest window
 * @param deviceEnd its end by the device's clock
 * @param windows   log-mel of at most as many windows as a context has, oldest first; each frames x bands
 * @param history   the last samples of the newest window, S16LE, that the next one's first frames reach back to
 */
public record ContextState(long epoch, long seq, Instant deviceEnd, float[][] windows, byte[] history) {}
