package dev.cradlewatch.connectors.history.maintenance;

import java.time.Duration;

/**
 * What is kept and what is not.
 *
 * @param targetFileBytes how large a data file should be; much smaller ones of a partition are merged
 * @param timeTravel      how far back the tables can be seen as they were
 * @param snapshotsKept   newest snapshots that are kept however old they are
 * @param orphanAge       how old a file that nothing names must be before it is removed; longer than a job that writes may stand
 *                        still with rows in its checkpoint that it has not committed
 */
public record MaintenancePolicy(long targetFileBytes, Duration timeTravel, int snapshotsKept, Duration orphanAge) {

    public MaintenancePolicy {
        if (targetFileBytes < 1 || snapshotsKept < 1 || timeTravel.isNegative() || orphanAge.isNegative()) {
            throw new IllegalArgumentException(
                    "expected sizes above 0 and durations of at least 0: target of %d bytes, "
                                    .formatted(targetFileBytes)
                            + "%d snapshots, time travel of %s, orphans after %s"
                                    .formatted(snapshotsKept, timeTravel, orphanAge));
        }
    }

    /** Files of 128 MB, seven days of time travel, orphans after three days. */
    public static MaintenancePolicy defaults() {
        return new MaintenancePolicy(128L << 20, Duration.ofDays(7), 5, Duration.ofDays(3));
    }
}
