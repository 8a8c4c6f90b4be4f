package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.io.IOException;

/**
 * The history of a system, for a command that is asked once: what it needs is asked first whether it is there, because the client of
 * the store asks again many times before it gives up.
 */
public final class SharedHistory {
    private SharedHistory() {}

    /** @throws IOException if PostgreSQL or the store does not answer; says which, and what to do */
    public static HistoryLocation reached(SystemConfig system) throws IOException, InterruptedException {
        require("PostgreSQL", system.database(), "history.catalog.*", HealthChecks.postgres(system.database()));
        require(
                "the store",
                system.store(),
                "history.store.*",
                HealthChecks.http(system.store().endpoint()));
        return system.history();
    }

    private static void require(String what, Object where, String properties, HealthCheck check)
            throws IOException, InterruptedException {
        var problem = check.problem();
        if (problem.isPresent()) {
            throw new IOException(
                    "%s of the history, %s, is away: %s (start it, see cradlewatch cluster status; or correct %s)"
                            .formatted(what, where, problem.get(), properties));
        }
    }
}
