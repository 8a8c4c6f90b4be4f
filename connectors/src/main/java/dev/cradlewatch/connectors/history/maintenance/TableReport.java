package dev.cradlewatch.connectors.history.maintenance;

/**
 * What maintenance did to a table. What a job wrote meanwhile is in the numbers after.
 *
 * @param table            its name
 * @param filesBefore      data files of its current state when the maintenance began
 * @param filesAfter       data files of its current state when it ended
 * @param bytesBefore      their size
 * @param bytesAfter       their size
 * @param snapshotsExpired snapshots that can no longer be asked for
 * @param orphansRemoved   files that nothing named
 * @param orphanBytes      their size
 */
public record TableReport(
        String table,
        long filesBefore,
        long filesAfter,
        long bytesBefore,
        long bytesAfter,
        int snapshotsExpired,
        int orphansRemoved,
        long orphanBytes) {}
