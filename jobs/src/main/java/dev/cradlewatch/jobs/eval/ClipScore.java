package dev.cradlewatch.jobs.eval;

/** A clip's score by a model, in [0, 1], beside its truth. */
public record ClipScore(double score, boolean isCry, String source) {}
