package dev.cradlewatch.operators.alert;

import java.time.Instant;

/**
 * That a caregiver saw an alert and goes, or called it false.
 *
 * @param caregiver who, by id; empty if nobody did
 * @param at        when it was said; {@link Instant#EPOCH} if nobody did
 */
public record Acknowledgement(String caregiver, Instant at) {

    public static Acknowledgement none() {
        return new Acknowledgement("", Instant.EPOCH);
    }

    public boolean isGiven() {
        return !at.equals(Instant.EPOCH);
    }
}
