package dev.cradlewatch.operators.access;

/** What somebody who signed in may see. */
public enum Role {
    /** Everything of one household. */
    CAREGIVER,
    /** The history of all households, without sound and pictures. */
    ANALYST
}
