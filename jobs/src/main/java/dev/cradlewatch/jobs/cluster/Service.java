package dev.cradlewatch.jobs.cluster;

import java.util.List;
import java.util.Map;

/**
 * One process of a cluster.
 *
 * @param name        by which its files are called
 * @param command     that starts it
 * @param environment what it needs besides the environment of whoever starts it; that wins
 * @param stop        what ends it in good order; empty if SIGTERM does
 * @param health      asks whether it does its work
 * @param address     where it answers, for people
 */
record Service(
        String name,
        List<String> command,
        Map<String, String> environment,
        List<String> stop,
        HealthCheck health,
        String address) {

    Service {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        stop = List.copyOf(stop);
    }
}
