package dev.cradlewatch.operators.access;

/** An entry of the compacted topic access; the newest one of a key counts. */
public sealed interface AccessEntry permits Invitation, Session, AccessEntry.Ended {

    /** The Kafka key: what kind of entry it is, and the hash of its token. */
    String key();

    /**
     * That an entry counts no more: an invitation that was used, a session that ended.
     *
     * @param key the entry's key
     */
    record Ended(String key) implements AccessEntry {}
}
