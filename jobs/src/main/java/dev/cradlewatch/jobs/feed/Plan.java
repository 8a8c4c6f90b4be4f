package dev.cradlewatch.jobs.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How recordings are played.
 *
 * @param start          simulated time of their first sample
 * @param speed          simulated seconds per second; {@link Double#POSITIVE_INFINITY} for as fast as it goes
 * @param epoch          identity of the simulated devices' spools
 * @param heartbeatEvery time between two heartbeats of a device
 * @param faults         what goes wrong on the way
 */
public record Plan(Instant start, double speed, long epoch, Duration heartbeatEvery, List<Fault> faults) {

    public static Plan of(Instant start, double speed) {
        return new Plan(start, speed, 1, Duration.ofSeconds(10), List.of());
    }

    public Plan with(Fault... what) {
        return new Plan(start, speed, epoch, heartbeatEvery, List.of(what));
    }

    Instant second(long second) {
        return start.plusSeconds(second);
    }
}
