package dev.cradlewatch.connectors.history.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Forgets states from before the horizon, and with them the files that no later state has. A state counts by the time until which
 * it was the current one, not by its own age: a statement may have pinned it a moment before it was replaced.
 */
final class SnapshotExpiry {
    /** Longer than a statement reads that asked for the oldest state there is. */
    private static final Duration READING = Duration.ofHours(1);

    private static final String FLINK_JOB = "flink.job-id";

    private final MaintenancePolicy policy;

    SnapshotExpiry(MaintenancePolicy policy) {
        this.policy = policy;
    }

    /** @return how many were forgotten */
    int run(Table table, Instant now) {
        if (table.currentSnapshot() == null) {
            return 0;
        }
        var horizon = now.minus(policy.timeTravel()).minus(READING).toEpochMilli();
        var oldest = Math.min(seenAt(table, horizon), lastOfFlink(table).orElse(Long.MAX_VALUE));
        var expiry = table.expireSnapshots().expireOlderThan(oldest).retainLast(policy.snapshotsKept());
        var expired = expiry.apply().size();
        if (expired > 0) {
            expiry.commit();
        }
        return expired;
    }

    /** When the state was made that somebody sees who looks back to that time. */
    private static long seenAt(Table table, long horizon) {
        return table.history().stream()
                .mapToLong(entry -> entry.timestampMillis())
                .filter(time -> time <= horizon)
                .max()
                .orElse(horizon);
    }

    /**
     * When Flink last committed. The commit says up to which checkpoint the table has everything, and a job that comes back looks for
     * it: without it, the job would add its last rows once more.
     */
    private static Optional<Long> lastOfFlink(Table table) {
        for (var snapshot : SnapshotUtil.currentAncestors(table)) {
            if (snapshot.summary().containsKey(FLINK_JOB)) {
                return Optional.of(snapshot.timestampMillis());
            }
        }
        return Optional.empty();
    }
}
