package dev.cradlewatch.jobs.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How Flink runs in this process.
 *
 * @param parallelism     subtasks of each operator
 * @param checkpointEvery time between two checkpoints
 * @param checkpoints     folder for them
 * @param webUi           whether Flink's web page is served
 */
public record FlinkSettings(int parallelism, Duration checkpointEvery, Path checkpoints, boolean webUi) {}
