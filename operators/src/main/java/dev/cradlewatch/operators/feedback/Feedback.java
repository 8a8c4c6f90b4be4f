package dev.cradlewatch.operators.feedback;

import java.time.Instant;

/**
 * One thing that a caregiver said.
 *
 * @param id           unique; feedback delivered twice has it twice
 * @param household    whose alert or cry it is about
 * @param kind         what it says
 * @param alertId      the alert it is about, empty for a missed cry
 * @param alertVersion highest version of the alert that the caregiver had seen, 0 if not told
 * @param caregiver    who says it, empty if not told
 * @param at           when it was said
 * @param device       of a missed cry: the monitor that should have heard it, empty if unknown
 * @param cryFrom      of a missed cry: about when it began, {@link Instant#EPOCH} if not told
 * @param cryTo        of a missed cry: about when it ended, {@link Instant#EPOCH} if not told
 */
public record Feedback(
        String id,
        String household,
        FeedbackKind kind,
        String alertId,
        int alertVersion,
        String caregiver,
        Instant at,
        String device,
        Instant cryFrom,
        Instant cryTo) {

    /** What is said of an alert. */
    public static Feedback ofAlert(
            String id,
            String household,
            FeedbackKind kind,
            String alertId,
            int alertVersion,
            String caregiver,
            Instant at) {
        return new Feedback(
                id, household, kind, alertId, alertVersion, caregiver, at, "", Instant.EPOCH, Instant.EPOCH);
    }
}
