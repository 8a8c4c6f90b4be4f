package dev.cradlewatch.operators.device;

import static dev.cradlewatch.operators.stream.DeadLetterReason.TIME_IN_FUTURE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.TIME_TOO_OLD;

import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes sense of a device's clock. A device stamps both when a thing happened and when it sent the record, by one clock; the
 * log stamps the arrival by another. Sending and arriving are moments apart, so a larger difference is the device's clock
 * error and is taken off the event time. A backlog is told from a wrong clock by the same stamps: it was made long before it
 * was sent.
 *
 * @param tolerance  largest difference between sending and arrival that passes for network delay
 * @param lead       how far a record may lie ahead of its own sending, for rounding
 * @param maxBacklog how long before its sending a record may have been made
 */
public record ClockPolicy(Duration tolerance, Duration lead, Duration maxBacklog) implements Serializable {

    public static ClockPolicy defaults() {
        return new ClockPolicy(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofDays(7));
    }

    /**
     * @return the record's event time by the log's clock
     * @throws RefusedRecordException if the record contradicts itself or is older than a backlog may be
     */
    public Instant eventTime(DeviceStatement record, Instant arrival) throws RefusedRecordException {
        var madeBeforeSent = Duration.between(record.at(), record.sent());
        if (madeBeforeSent.negated().compareTo(lead) > 0) {
            throw new RefusedRecordException(
                    TIME_IN_FUTURE,
                    "time %s of device %s is %s after its own sending at %s: expected at most %s (check the monitor's clock)"
                            .formatted(record.at(), record.device(), madeBeforeSent.negated(), record.sent(), lead));
        }
        if (madeBeforeSent.compareTo(maxBacklog) > 0) {
            throw new RefusedRecordException(
                    TIME_TOO_OLD,
                    "time %s of device %s is %s before its sending at %s: a backlog may be %s old"
                            .formatted(record.at(), record.device(), madeBeforeSent, record.sent(), maxBacklog));
        }
        var clockError = Duration.between(record.sent(), arrival);
        return clockError.abs().compareTo(tolerance) > 0 ? record.at().plus(clockError) : record.at();
    }
}
