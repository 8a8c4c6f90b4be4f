package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.operators.stream.RecordDecoder;

/**
 * Both directions of one message. What it encodes it decodes to an equal record, but for times: the wire keeps microseconds.
 * Decoding refuses bytes that are no such message (MALFORMED), formats and codes of a newer release (UNSUPPORTED_VERSION) and
 * messages without the fields that give them meaning (MISSING_FIELD). Whether the content is believable is checked after it.
 */
public interface RecordCodec<T> extends RecordDecoder<T>, RecordEncoder<T> {}
