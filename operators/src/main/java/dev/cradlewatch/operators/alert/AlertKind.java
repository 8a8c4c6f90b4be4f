package dev.cradlewatch.operators.alert;

/** What an alert tells a caregiver. */
public enum AlertKind {
    /** A cry was heard: opens an episode. */
    CRYING,
    /** The episode goes on. */
    STILL_CRYING,
    /** Nobody has cried for a while: closes the episode. */
    QUIET_AGAIN,
    /** Told afterwards, from the backlog of a monitor that could not reach us while somebody cried. */
    CRIED_WHILE_OFFLINE,
    /** A monitor no longer gives a sign of life. */
    MONITOR_OFFLINE,
    /** It gives one again. */
    MONITOR_BACK,
    /** A caregiver goes, or called it false: what it tells of goes on, but need not ring. */
    ACKNOWLEDGED
}
