package dev.cradlewatch.jobs.bench.fleet;

import java.util.List;

/**
 * The system at one moment.
 *
 * @param second   since the fleet began
 * @param windows  seconds of sound in the log
 * @param waiting  of them, not scored yet
 * @param memory   of the processes; empty if it was not looked at
 */
record FleetSample(long second, long windows, long waiting, List<ProcessMemory> memory) {}
