package dev.cradlewatch.operators.stream;

import java.io.Serializable;

/** Turns a record's bytes into a domain record; implemented where the wire schema lives. */
@FunctionalInterface
public interface RecordDecoder<T> extends Serializable {

    /** @throws RefusedRecordException if the bytes are not a readable {@code T}; never anything unchecked */
    T decode(byte[] value) throws RefusedRecordException;
}
