package dev.cradlewatch.operators.stream;

import java.time.Instant;

/**
 * A device's record that was admitted: known device, valid content, time made sense of.
 *
 * @param household the household that the registry gives for the device
 * @param at        the record's event time with a wrong device clock corrected (see {@code ClockPolicy})
 * @param arrival   the log's timestamp
 * @param lane      whether it can still ring
 * @param origin    where it stands in the log
 * @param record    what the device said, its own clock untouched
 */
public record Heard<T>(String household, Instant at, Instant arrival, Lane lane, Origin origin, T record) {}
