package dev.cradlewatch.operators.alert;

/** How loudly an alert asks. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL
}
