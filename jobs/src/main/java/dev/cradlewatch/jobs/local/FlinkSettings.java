package dev.cradlewatch.jobs.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How Flink runs in this process.
 *
 * @param parallelism     subtasks of each operator, unless a job says otherwise
 * @param slots           subtasks that can run side by side: the sum of its jobs' parallelism
 * @param checkpointEvery time between two checkpoints
 * @param checkpoints     folder for them
 * @param webUi           whether Flink's web page is served
 * @param metricsPort     where Prometheus fetches metrics, on all of this machine's addresses; none if empty
 */
public record FlinkSettings(
        int parallelism,
        int slots,
        Duration checkpointEvery,
        Path checkpoints,
        boolean webUi,
        OptionalInt metricsPort) {

    public FlinkSettings(int parallelism, int slots, Duration checkpointEvery, Path checkpoints, boolean webUi) {
        this(parallelism, slots, checkpointEvery, checkpoints, webUi, OptionalInt.empty());
    }

    public FlinkSettings withMetricsOn(int port) {
        return new FlinkSettings(parallelism, slots, checkpointEvery, checkpoints, webUi, OptionalInt.of(port));
    }
}
