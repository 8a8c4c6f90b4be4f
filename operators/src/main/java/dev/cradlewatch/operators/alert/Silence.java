package dev.cradlewatch.operators.alert;

/** Why an alert must not ring; it is told all the same. */
public enum Silence {
    /** It rings. */
    NONE,
    /** The kind never rings (good news, summaries). */
    KIND,
    /** A caregiver snoozed the household. */
    SNOOZED,
    /** The household's quiet hours. */
    QUIET_HOURS,
    /** A caregiver acknowledged it. */
    ACKNOWLEDGED
}
