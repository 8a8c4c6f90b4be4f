package dev.cradlewatch.operators.stream;

import java.io.Serializable;

/** Turns a record of a compacted topic into a domain record; needs the key too, because a deletion has no value. */
@FunctionalInterface
public interface EntryDecoder<T> extends Serializable {

    /** @throws RefusedRecordException if the record is not a readable {@code T}; never anything unchecked */
    T decode(RawRecord raw) throws RefusedRecordException;
}
