package dev.cradlewatch.jobs.cluster;

import java.util.Optional;

/** Asks a process whether it does its work. */
@FunctionalInterface
interface HealthCheck {

    /** What is wrong; empty if nothing is. Takes a few seconds at most. */
    Optional<String> problem() throws InterruptedException;
}
