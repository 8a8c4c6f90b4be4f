package dev.cradlewatch.connectors.wire;

import java.io.Serializable;

/** Turns a domain record into a record's bytes. */
@FunctionalInterface
public interface RecordEncoder<T> extends Serializable {

    /** The bytes of the message; the same record gives the same bytes within a release. */
    byte[] encode(T record);
}
