package dev.cradlewatch.operators.device;

import java.io.Serializable;
import java.time.Duration;

/**
 * What is done about records that come again.
 *
 * @param memory      how long, by the log's clock, a record is remembered one by one; by an eighth longer than the oldest backlog
 *     that admission takes, because that much of it is forgotten at once
 * @param repeatWithin how long after it was sent a record may come again and pass for a sender's retry
 */
public record DuplicatePolicy(Duration memory, Duration repeatWithin) implements Serializable {

    public static DuplicatePolicy defaults() {
        return new DuplicatePolicy(Duration.ofDays(8), Duration.ofMinutes(10));
    }
}
