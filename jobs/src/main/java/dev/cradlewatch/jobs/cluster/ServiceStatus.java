package dev.cradlewatch.jobs.cluster;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A process or a job as it is now.
 *
 * @param name    what it is called
 * @param pid     its process, if it has one that runs
 * @param problem what is wrong with it; empty if nothing is
 * @param detail  where it answers, or what it does
 */
public record ServiceStatus(String name, OptionalLong pid, Optional<String> problem, String detail) {
    public boolean isUp() {
        return problem.isEmpty();
    }
}
