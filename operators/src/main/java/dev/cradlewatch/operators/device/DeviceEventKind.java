package dev.cradlewatch.operators.device;

/** What a device event tells. */
public enum DeviceEventKind {
    /** Regular sign of life with health. */
    HEARTBEAT,
    /** The monitor's own model began to hear a cry. */
    CRY_ONSET,
    /** The monitor's own model no longer hears it. */
    CRY_OFFSET,
    /** Something on the monitor failed; the detail says what. */
    FAULT,
    /** A kind that this release does not know, from a newer agent: a sign of life and history, nothing more. */
    OTHER
}
