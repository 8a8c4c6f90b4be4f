package dev.cradlewatch.operators.device;

import java.time.Instant;

/**
 * What is remembered of a device's signs of life.
 *
 * @param household   whose it is
 * @param lastArrival log timestamp of the newest sign
 * @param heardAt     when it was processed, by the job's clock
 * @param offline     whether it was reported offline
 */
public record WatchState(String household, Instant lastArrival, Instant heardAt, boolean offline) {}
