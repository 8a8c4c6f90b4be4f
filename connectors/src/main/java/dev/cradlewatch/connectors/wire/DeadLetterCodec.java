package dev.cradlewatch.connectors.wire;

import com.google.protobuf.ByteString;
import dev.cradlewatch.connectors.proto.v1.DeadLetterProto;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** {@link DeadLetter} on topic dead.letters. A reason code of a later release is refused. */
public final class DeadLetterCodec implements RecordCodec<DeadLetter> {
    /** Longest key, header name and detail that a dead letter keeps, in characters. */
    public static final int MAX_TEXT_CHARS = 1_024;

    /** Bytes of one header's value that a dead letter keeps. */
    public static final int MAX_HEADER_BYTES = 4_096;

    /** Headers that a dead letter keeps, the first by name. */
    public static final int MAX_HEADERS = 16;

    private static final String MESSAGE = "DeadLetter";

    @Override
    public DeadLetter decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, DeadLetterProto.DeadLetter.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var reason = reason(Wire.requireText("DeadLetter.reason", wire.getReason(), "a reason code"));
        var headers = new LinkedHashMap<String, byte[]>();
        wire.getHeadersMap().forEach((name, header) -> headers.put(name, header.toByteArray()));
        return new DeadLetter(
                reason,
                wire.getDetail(),
                new Origin(wire.getOriginTopic(), wire.getOriginPartition(), wire.getOriginOffset()),
                Wire.requireTime("DeadLetter.arrival_us", wire.hasArrivalUs(), wire.getArrivalUs()),
                wire.getKey(),
                headers,
                wire.getValue().toByteArray(),
                wire.getValueBytes());
    }

    @Override
    public byte[] encode(DeadLetter letter) {
        var bounded = bounded(letter);
        var wire = DeadLetterProto.DeadLetter.newBuilder()
                .setFormat(Wire.FORMAT)
                .setReason(bounded.reason().name())
                .setDetail(bounded.detail())
                .setOriginTopic(bounded.origin().topic())
                .setOriginPartition(bounded.origin().partition())
                .setOriginOffset(bounded.origin().offset())
                .setArrivalUs(Wire.micros(bounded.arrival()))
                .setKey(bounded.key())
                .setValue(ByteString.copyFrom(bounded.value()))
                .setValueBytes(bounded.valueBytes());
        bounded.headers().forEach((name, header) -> wire.putHeaders(name, ByteString.copyFrom(header)));
        return wire.build().toByteArray();
    }

    /**
     * The dead letter with key, detail, headers and value cut to the sizes above, headers in the order of their names. A hostile
     * record must not make a dead letter that the topic cannot take: that would stop the job that reports it.
     */
    public static DeadLetter bounded(DeadLetter letter) {
        return new DeadLetter(
                letter.reason(),
                cut(letter.detail()),
                letter.origin(),
                letter.arrival(),
                cut(letter.key()),
                bounded(letter.headers()),
                cut(letter.value(), DeadLetter.MAX_VALUE_BYTES),
                letter.valueBytes());
    }

    private static Map<String, byte[]> bounded(Map<String, byte[]> headers) {
        var kept = new LinkedHashMap<String, byte[]>();
        for (var header : new TreeMap<>(headers).entrySet()) {
            if (kept.size() == MAX_HEADERS) {
                break;
            }
            kept.put(cut(header.getKey()), cut(header.getValue(), MAX_HEADER_BYTES));
        }
        return kept;
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS);
    }

    private static byte[] cut(byte[] bytes, int most) {
        return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }

    private static DeadLetterReason reason(String name) throws RefusedRecordException {
        for (var reason : DeadLetterReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        throw Wire.unsupported("DeadLetter.reason", name, Arrays.toString(DeadLetterReason.values()));
    }
}
