package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.FlinkFile;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.deployment.executors.RemoteExecutor;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.DefaultExecutorServiceLoader;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;

/** Submits jobs the way Flink's own client does, and stops them with a savepoint. */
final class FlinkJobs {
    private static final Duration ANSWERED_WITHIN = Duration.ofMinutes(2);

    private final ClusterFolder folder;

    FlinkJobs(ClusterFolder folder) {
        this.folder = folder;
    }

    /**
     * Submits a job's jar; returns when Flink has taken it.
     *
     * @param from what it goes on from
     * @throws IOException if its graph cannot be made or Flink does not take it
     */
    void submit(ClusterJob job, Release release, Optional<SavedState> from) throws IOException {
        var configuration = configuration();
        configuration.set(DeploymentOptions.TARGET, RemoteExecutor.NAME);
        configuration.set(DeploymentOptions.ATTACHED, false);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.checkpoints(job.title()).toUri().toString());
        ConfigUtils.encodeCollectionToConfig(
                configuration, PipelineOptions.JARS, List.of(url(release.jobs())), URL::toString);
        var modules = urls(release.modules());
        ConfigUtils.encodeCollectionToConfig(configuration, PipelineOptions.CLASSPATHS, modules, URL::toString);
        from.ifPresent(saved -> SavepointRestoreSettings.toConfiguration(
                SavepointRestoreSettings.forPath(
                        saved.path().toUri().toString(),
                        false,
                        saved.isOwned() ? RecoveryClaimMode.CLAIM : RecoveryClaimMode.NO_CLAIM),
                configuration));
        try (var program = PackagedProgram.newBuilder()
                .setJarFile(release.jobs().toFile())
                .setUserClassPaths(modules)
                .setEntryPointClassName(job.mainClass())
                .setArguments(folder.system().toString())
                .setConfiguration(configuration)
                .build()) {
            ClientUtils.executeProgram(new DefaultExecutorServiceLoader(), configuration, program, false, true);
        } catch (ProgramInvocationException | RuntimeException | LinkageError e) {
            throw new IOException("job %s is not taken: %s".formatted(job.title(), innermost(e)), e);
        }
    }

    /**
     * Stops a job behind its last record.
     *
     * @return its savepoint
     * @throws IOException if it is not saved; then it goes on
     */
    SavedState stop(ClusterJob job, String id) throws IOException, InterruptedException {
        return asked("job %s is not saved".formatted(job.title()), client -> client.stopWithSavepoint(
                        JobID.fromHexString(id),
                        false,
                        folder.savepoints(job.title()).toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .thenApply(savepoint -> new SavedState(Path.of(URI.create(savepoint)), false)));
    }

    /**
     * Ends a job as it is; returns when Flink has heard of it.
     *
     * @throws IOException if Flink does not take it
     */
    void cancel(ClusterJob job, String id) throws IOException, InterruptedException {
        asked("job %s is not cancelled".formatted(job.title()), client -> client.cancel(JobID.fromHexString(id)));
    }

    private <T> T asked(String failure, Function<RestClusterClient<?>, CompletableFuture<T>> question)
            throws IOException, InterruptedException {
        try (var client = new RestClusterClient<>(configuration(), StandaloneClusterId.getInstance())) {
            return question.apply(client).get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("%s: %s".formatted(failure, innermost(e)), e);
        } catch (TimeoutException e) {
            throw new IOException("%s after %s".formatted(failure, ANSWERED_WITHIN), e);
        } catch (InterruptedException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Flink's client does not start: " + e.getMessage(), e);
        }
    }

    Optional<SavedState> saved(ClusterJob job) throws IOException {
        return SavedState.newest(folder.savepoints(job.title()), folder.checkpoints(job.title()));
    }

    private Configuration configuration() {
        return GlobalConfiguration.loadConfiguration(
                folder.config(FlinkFile.CLIENT).toString());
    }

    private static List<URL> urls(List<Path> jars) throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (var jar : jars) {
            urls.add(url(jar));
        }
        return urls;
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static String innermost(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        // That of a missing class says its name and no more.
        var says = cause instanceof LinkageError || cause instanceof ReflectiveOperationException
                ? cause.toString()
                : cause.getMessage();
        return Optional.ofNullable(says).orElse(cause.toString());
    }
}
