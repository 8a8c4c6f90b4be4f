package dev.cradlewatch.operators.stream;

import java.io.Serializable;

/** Turns a record of a topic of our own into a domain record; may need the key too, because a deletion has no value. */
@FunctionalInterface
public interface EntryDecoder<T> extends Serializable {

    /** @throws RefusedRecordException if the record is not a readable {@code T}; never anything unchecked */
    T decode(RawRecord raw) throws RefusedRecordException;
}
