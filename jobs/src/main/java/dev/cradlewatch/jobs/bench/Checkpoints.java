package dev.cradlewatch.jobs.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Checkpoints as often as on the embedded stack, for jobs that are measured without it. */
public final class Checkpoints {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private Checkpoints() {}

    /** @param folder where the environment's job keeps them */
    public static void into(Path folder, StreamExecutionEnvironment env) {
        var settings = new Configuration();
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, EVERY);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        env.configure(settings);
    }
}
