package dev.cradlewatch.operators.feedback;

/** What a caregiver says. */
public enum FeedbackKind {
    /** Seen; somebody goes. */
    ACKNOWLEDGED,
    /** Nobody cried. */
    FALSE_ALARM,
    /** Somebody cried and nothing rang. */
    MISSED_CRY,
    /** Of a later release: kept, not understood. */
    OTHER
}
