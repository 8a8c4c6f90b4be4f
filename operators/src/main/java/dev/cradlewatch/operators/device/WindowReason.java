package dev.cradlewatch.operators.device;

/** Why a monitor streamed a window. */
public enum WindowReason {
    /** Its own model heard a cry. */
    DETECTION,
    /** Pre-roll or post-roll around a detection. */
    CONTEXT,
    /** Random sample, so that what the gate does not stream can be judged. */
    AUDIT
}
