package dev.cradlewatch.connectors.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** What all messages share: their format version, required fields and times. */
final class Wire {
    /** The format version that this release writes and reads. */
    static final int FORMAT = 1;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private Wire() {}

    static <M extends Message> M parse(String message, Parser<M> parser, byte[] value) throws RefusedRecordException {
        try {
            return parser.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedRecordException(
                    DeadLetterReason.MALFORMED,
                    "value of %d bytes is not readable: expected a cradlewatch.v1.%s (%s)"
                            .formatted(value.length, message, e.getMessage()),
                    e);
        }
    }

    static void requireFormat(String message, int format) throws RefusedRecordException {
        if (format == 0) {
            throw missing(message + ".format", "0", "format version " + FORMAT);
        }
        if (format != FORMAT) {
            throw unsupported(message + ".format", Integer.toUnsignedString(format), String.valueOf(FORMAT));
        }
    }

    static String requireText(String field, String value, String expected) throws RefusedRecordException {
        if (value.isEmpty()) {
            throw missing(field, "empty", expected);
        }
        return value;
    }

    static long requireNonZero(String field, long value, String expected) throws RefusedRecordException {
        if (value == 0) {
            throw missing(field, "0", expected);
        }
        return value;
    }

    static void requirePresent(String field, boolean present, String expected) throws RefusedRecordException {
        if (!present) {
            throw missing(field, "absent", expected);
        }
    }

    static Instant requireTime(String field, boolean present, long micros) throws RefusedRecordException {
        requirePresent(field, present, "microseconds since the Unix epoch");
        return instant(micros);
    }

    static RefusedRecordException missing(String field, String value, String expected) {
        return new RefusedRecordException(
                DeadLetterReason.MISSING_FIELD, "%s is %s: expected %s".formatted(field, value, expected));
    }

    static RefusedRecordException malformed(String field, Object value, String expected) {
        return new RefusedRecordException(
                DeadLetterReason.MALFORMED, "%s is %s: expected %s".formatted(field, value, expected));
    }

    static RefusedRecordException unsupported(String field, Object value, String expected) {
        return new RefusedRecordException(
                DeadLetterReason.UNSUPPORTED_VERSION,
                "%s is %s: expected %s (upgrade readers before writers)".formatted(field, value, expected));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Microseconds since the epoch, rounded down; times beyond the range of a long become its ends. */
    static long micros(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND), time.getNano() / NANOS_PER_MICRO);
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }
}
