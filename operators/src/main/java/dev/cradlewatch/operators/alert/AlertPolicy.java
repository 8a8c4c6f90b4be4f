package dev.cradlewatch.operators.alert;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a posterior becomes an alert, and when it is over.
 *
 * @param openLow         posterior that opens an episode at low sensitivity
 * @param openNormal      the same at normal sensitivity
 * @param openHigh        the same at high sensitivity
 * @param closeBelow      a posterior below this is quiet (hysteresis: well under the opening one)
 * @param quietFor        quiet of this length closes an episode
 * @param stillCryingEvery how often a caregiver is told that it goes on
 * @param acknowledgedFor how long an acknowledgement keeps an episode that goes on from ringing
 * @param localBonus      log-odds that the monitor's own detection adds before the opening posterior is compared
 * @param localPatience   how long after the monitor's own detection its audio may take before the detection alone rings
 * @param localMax        how long the monitor's own detection counts without being repeated
 * @param summaryAfter    pause in a backlog after which its summary is told
 * @param outageMax       crying in a backlog this long after the last one belongs to another outage
 */
public record AlertPolicy(
        double openLow,
        double openNormal,
        double openHigh,
        double closeBelow,
        Duration quietFor,
        Duration stillCryingEvery,
        Duration acknowledgedFor,
        double localBonus,
        Duration localPatience,
        Duration localMax,
        Duration summaryAfter,
        Duration outageMax)
        implements Serializable {

    public static AlertPolicy defaults() {
        return new AlertPolicy(
                0.97,
                0.86,
                0.45,
                0.3,
                Duration.ofSeconds(20),
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                1.0,
                Duration.ofSeconds(8),
                Duration.ofMinutes(5),
                Duration.ofSeconds(15),
                Duration.ofMinutes(10));
    }

    /** Posterior that opens an episode. */
    public double openAt(Sensitivity sensitivity) {
        return switch (sensitivity) {
            case LOW -> openLow;
            case NORMAL -> openNormal;
            case HIGH -> openHigh;
        };
    }
}
