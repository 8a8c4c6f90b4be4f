package dev.cradlewatch.jobs.eval;

/** An alert that opened, in seconds from the start of its night. */
public record AlertTime(String night, double seconds) {}
