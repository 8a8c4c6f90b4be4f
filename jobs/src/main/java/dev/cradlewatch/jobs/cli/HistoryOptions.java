package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.query.FileCache;
import dev.cradlewatch.jobs.cluster.SharedHistory;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/** Which history a command means: one in a folder of this machine, or the one that a cluster's machines share. */
final class HistoryOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private SystemOptions system = new SystemOptions();

    /** Where the command keeps what is its own. */
    Path data() {
        return data.data();
    }

    /** Copies of the files that a cluster's statements read. */
    FileCache cache() {
        return FileCache.in(data().resolve("copies"));
    }

    /** @throws IOException if there is none, or what it needs is away */
    HistoryLocation existing() throws IOException, InterruptedException {
        system.exclude("--data", data.isGiven());
        var cluster = system.config();
        return cluster.isPresent() ? SharedHistory.reached(cluster.get()) : data.existingHistory();
    }
}
