package dev.cradlewatch.console.http;

import dev.cradlewatch.operators.access.Role;

/** Who may take a route. */
public enum Audience {
    /** Anybody, signed in or not. */
    ANYBODY,
    /** Whoever is signed in. */
    SIGNED_IN,
    /** Caregivers, for their own household. */
    CAREGIVER,
    ANALYST;

    boolean admits(Role role) {
        return switch (this) {
            case ANYBODY, SIGNED_IN -> true;
            case CAREGIVER -> role == Role.CAREGIVER;
            case ANALYST -> role == Role.ANALYST;
        };
    }
}
