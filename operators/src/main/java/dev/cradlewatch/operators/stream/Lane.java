package dev.cradlewatch.operators.stream;

/**
 * Whether a record can still ring. A device's live windows and its backlog after an outage are two independent streams:
 * each keeps the device's own order, neither is context or evidence for the other.
 */
public enum Lane {
    /** Not older than the alert horizon when it was admitted. */
    LIVE,
    /** Older than the alert horizon: history and a summary, never a ring. */
    LATE
}
