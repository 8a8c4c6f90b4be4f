package dev.cradlewatch.jobs.eval;

/** A stretch of crying, in seconds from the start of its night. */
public record Episode(String night, double startSeconds, double endSeconds) {}
