package dev.cradlewatch.operators.stream;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * A record that could not be used, with the reason and the evidence, so that nothing is lost silently.
 *
 * @param reason     closed set of reason codes, for metrics and queries
 * @param detail     names the thing, the value and what was expected
 * @param origin     where the record stands in the log
 * @param arrival    the log's timestamp
 * @param key        the record key, empty if it had none
 * @param headers    the record's headers
 * @param value      the original bytes, cut after {@link #MAX_VALUE_BYTES}
 * @param valueBytes how many bytes the original value had
 */
public record DeadLetter(
        DeadLetterReason reason,
        String detail,
        Origin origin,
        Instant arrival,
        String key,
        Map<String, byte[]> headers,
        byte[] value,
        int valueBytes) {

    /** Bytes of the original value that a dead letter keeps. */
    public static final int MAX_VALUE_BYTES = 65_536;

    public static DeadLetter of(RawRecord raw, DeadLetterReason reason, String detail) {
        var value = raw.value().length <= MAX_VALUE_BYTES ? raw.value() : Arrays.copyOf(raw.value(), MAX_VALUE_BYTES);
        return new DeadLetter(
                reason, detail, raw.origin(), raw.arrival(), raw.key(), raw.headers(), value, raw.value().length);
    }

    /** A dead letter for a record whose bytes are no longer at hand; its origin leads back to them. */
    public static DeadLetter of(Origin origin, Instant arrival, String key, DeadLetterReason reason, String detail) {
        return new DeadLetter(reason, detail, origin, arrival, key, Map.of(), new byte[0], 0);
    }
}
