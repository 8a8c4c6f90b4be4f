package dev.cradlewatch.jobs.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A real Flink cluster (one JobManager, one TaskManager) in this process. */
public final class LocalFlink implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);
    private static final int RESTARTS = 10;

    private final MiniCluster cluster;
    private final Configuration configuration;

    private LocalFlink(MiniCluster cluster, Configuration configuration) {
        this.cluster = cluster;
        this.configuration = configuration;
    }

    /** @throws IOException if the cluster does not start */
    public static LocalFlink start(FlinkSettings settings) throws IOException {
        var configuration = configuration(settings);
        var cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.slots())
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .withRandomPorts()
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IOException("Flink does not start in this process: " + e.getMessage(), e);
        }
        return new LocalFlink(cluster, configuration);
    }

    /** An environment to define a job in; {@link #submit} runs it. */
    public StreamExecutionEnvironment environment() {
        return new StreamExecutionEnvironment(configuration);
    }

    /**
     * An environment whose job goes on from a checkpoint of an earlier Flink, which becomes its own.
     *
     * @param checkpoint as {@link RetainedCheckpoints} finds it
     */
    public StreamExecutionEnvironment environmentFrom(Path checkpoint) {
        var restoring = new Configuration(configuration);
        restoring.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString());
        restoring.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        return new StreamExecutionEnvironment(restoring);
    }

    /** @throws IOException if the cluster does not take the job */
    public LocalJob submit(String name, StreamExecutionEnvironment environment)
            throws IOException, InterruptedException {
        var graph = environment.getStreamGraph();
        graph.setJobName(name);
        try {
            var id = cluster.submitJob(graph).get().getJobID();
            return new LocalJob(cluster, id);
        } catch (ExecutionException e) {
            throw new IOException("Flink does not take the job %s: %s".formatted(name, e.getCause()), e);
        }
    }

    /** Where Flink answers HTTP; with the web UI, the page too. */
    public URI address() throws IOException, InterruptedException {
        try {
            return cluster.getRestAddress().get();
        } catch (ExecutionException e) {
            throw new IOException("Flink has no address: " + e.getCause(), e);
        }
    }

    /** Stops the jobs, then the cluster. */
    @Override
    public void close() throws IOException, InterruptedException {
        try {
            var jobs = cluster.listJobs().get().stream()
                    .filter(job -> !job.getJobState().isGloballyTerminalState())
                    .map(job -> cancelled(job.getJobId()))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(jobs).get(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            cluster.closeAsync().get(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Flink did not stop within " + STOP_WITHIN + ": " + e, e);
        }
    }

    private CompletableFuture<?> cancelled(JobID job) {
        return cluster.cancelJob(job).thenCompose(ignored -> cluster.requestJobResult(job));
    }

    private static Configuration configuration(FlinkSettings settings) {
        var configuration = new Configuration();
        configuration.set(RestOptions.PORT, 0);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.slots());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism());
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointEvery());
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                settings.checkpoints().toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, RESTARTS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
        settings.metricsPort().ifPresent(port -> configuration.addAll(Configuration.fromMap(FlinkMetrics.on(port))));
        if (!settings.webUi()) {
            configuration.setString("web.submit.enable", "false");
        }
        return configuration;
    }
}
