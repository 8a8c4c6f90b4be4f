package dev.cradlewatch.operators.audio;

import java.time.Instant;

/** Where the filter of a lane stands: the newest window and the posterior after it. */
public record FilterState(long epoch, long seq, Instant deviceEnd, double posterior) {}
