package dev.cradlewatch.jobs.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How recordings are played.
 *
 * @param start          simulated time of their first sample
 * @param speed          simulated seconds per second; {@link Double#POSITIVE_INFINITY} for as fast as it goes
 * @param epoch          identity of the simulated devices' spools
 * @param heartbeatEvery time between two heartbeats of a device
 * @param faults         what goes wrong on the way
 * @param gates          by device, what its gate lets through; a device without one streams everything
 */
public record Plan(
        Instant start,
        double speed,
        long epoch,
        Duration heartbeatEvery,
        List<Fault> faults,
        Map<String, GateTrace> gates) {

    public static Plan of(Instant start, double speed) {
        return new Plan(start, speed, 1, Duration.ofSeconds(10), List.of(), Map.of());
    }

    public Plan with(Fault... what) {
        return new Plan(start, speed, epoch, heartbeatEvery, List.of(what), gates);
    }

    public Plan gatedBy(Map<String, GateTrace> traces) {
        return new Plan(start, speed, epoch, heartbeatEvery, faults, Map.copyOf(traces));
    }

    Optional<GateTrace> gate(String device) {
        return Optional.ofNullable(gates.get(device));
    }

    Instant second(long second) {
        return start.plusSeconds(second);
    }
}
