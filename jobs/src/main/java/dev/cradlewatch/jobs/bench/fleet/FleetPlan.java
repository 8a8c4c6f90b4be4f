package dev.cradlewatch.jobs.bench.fleet;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param monitors      simulated monitors, each of its own household
 * @param length        how long they are played, in real time
 * @param samples       how often memory is looked at, evenly over the time
 */
public record FleetPlan(int monitors, Duration length, int samples) {

    public FleetPlan {
        if (monitors < 1) {
            throw new IllegalArgumentException("%d monitors: expected at least 1".formatted(monitors));
        }
        var shortest = Duration.ofSeconds(MonitorNight.shortestSeconds());
        if (length.compareTo(shortest) < 0) {
            throw new IllegalArgumentException("%d s: expected at least %d, so that each baby can cry"
                    .formatted(length.toSeconds(), shortest.toSeconds()));
        }
    }

    int seconds() {
        return (int) length.toSeconds();
    }
}
