package dev.cradlewatch.operators.alert;

import java.time.Duration;
import java.time.Instant;

/**
 * The monitor's own detection.
 *
 * @param since     event time of the onset; {@link Instant#EPOCH} while it hears nothing
 * @param noticedAt when the onset was known, by the job's clock
 * @param score     its cry probability
 */
public record LocalCry(Instant since, Instant noticedAt, double score) {

    static LocalCry none() {
        return new LocalCry(Instant.EPOCH, Instant.EPOCH, 0);
    }

    boolean isOn() {
        return !since.equals(Instant.EPOCH);
    }

    /** Whether it still counts: an offset can be lost. */
    boolean active(Instant now, AlertPolicy policy) {
        return isOn() && Duration.between(noticedAt, now).compareTo(policy.localMax()) < 0;
    }
}
