package dev.cradlewatch.jobs.feed;

/**
 * What a feeder sent and the log has acknowledged.
 *
 * @param windows    different audio windows
 * @param events     different device events
 * @param duplicates records sent a second time
 * @param seconds    simulated length of the longest recording
 */
public record Fed(long windows, long events, long duplicates, long seconds) {}
