package dev.cradlewatch.operators.alert;

/** How sure the system must be before it rings, chosen by the household. */
public enum Sensitivity {
    LOW,
    NORMAL,
    HIGH
}
