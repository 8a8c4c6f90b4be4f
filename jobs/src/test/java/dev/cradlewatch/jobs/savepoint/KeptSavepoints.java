package dev.cradlewatch.jobs.savepoint;

import dev.cradlewatch.jobs.local.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The savepoints of a job that versions left and later ones go on from, in {@code src/test/resources/savepoints/JOB/VERSION}. A version whose
 * state differs adds its own beside the old ones: {@code -Dtest=EarlierSavepointITCase -Dcradlewatch.savepoints=DIR} leaves them in DIR/JOB.
 */
public final class KeptSavepoints {
    private static final Duration AT_MOST = Duration.ofSeconds(180);

    private final String job;
    private final Path folder;

    /** @param folder for copies, which Flink may delete */
    public KeptSavepoints(String job, Path folder) {
        this.job = job;
        this.folder = folder;
    }

    /** A copy of the one that a version left. */
    public Path of(String version) throws IOException {
        return copied(Path.of("src", "test", "resources", "savepoints", job, version), folder.resolve(version));
    }

    /** An environment for a new job whose savepoint will be small. */
    public StreamExecutionEnvironment environment(LocalStack stack) {
        var env = stack.flink().environment();
        env.configure(new Configuration().set(ExecutionOptions.SNAPSHOT_COMPRESSION, true));
        return env;
    }

    /** Stops the only job with a savepoint. */
    public Path take(LocalStack stack) throws Exception {
        var configuration = new Configuration()
                .set(RestOptions.ADDRESS, stack.flink().address().getHost())
                .set(RestOptions.PORT, stack.flink().address().getPort());
        var kept = Optional.ofNullable(System.getProperty("cradlewatch.savepoints"))
                .map(Path::of)
                .orElse(folder.resolve("now"));
        try (var client = new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
            var running = client.listJobs().get().iterator().next().getJobId();
            var savepoints = stack.savepoints().toUri().toString();
            var savepoint = client.stopWithSavepoint(running, false, savepoints, SavepointFormatType.CANONICAL)
                    .get(AT_MOST.toSeconds(), TimeUnit.SECONDS);
            return copied(Path.of(URI.create(savepoint)), kept.resolve(job));
        }
    }

    /** An environment whose job goes on from one, however old that is. */
    public StreamExecutionEnvironment environmentFrom(Path savepoint, LocalStack stack) throws IOException {
        var claimed = copied(savepoint, folder.resolve("claimed"));
        var env = stack.flink().environmentFrom(claimed);
        env.configure(
                new Configuration().set(StateBackendOptions.STATE_BACKEND, EndlessMemory.Factory.class.getName()));
        return env;
    }

    private static Path copied(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
