package dev.cradlewatch.operators.alert;

import java.time.Instant;

/**
 * What a household chose; the newest one counts.
 *
 * @param household    whose settings
 * @param sensitivity  how sure the system must be before it rings
 * @param quietHours   when it must not ring
 * @param snoozedUntil no cry alert rings before this time; {@link Instant#EPOCH} for not snoozed
 */
public record HouseholdSettings(
        String household, Sensitivity sensitivity, QuietHours quietHours, Instant snoozedUntil) {

    public static HouseholdSettings defaults(String household) {
        return new HouseholdSettings(household, Sensitivity.NORMAL, QuietHours.never(), Instant.EPOCH);
    }
}
