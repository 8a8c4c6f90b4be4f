package dev.cradlewatch.jobs.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job that runs on {@link LocalFlink}. */
public final class LocalJob {
    private final MiniCluster cluster;
    private final JobID id;

    LocalJob(MiniCluster cluster, JobID id) {
        this.cluster = cluster;
        this.id = id;
    }

    public JobStatus status() throws IOException, InterruptedException {
        try {
            return cluster.getJobStatus(id).get();
        } catch (ExecutionException e) {
            throw new IOException("no status of job %s: %s".formatted(id, e.getCause()), e);
        }
    }

    /**
     * Waits for a job over bounded inputs.
     *
     * @throws IOException if it failed, or is not done in time
     */
    public void awaitFinished(Duration atMost) throws IOException, InterruptedException {
        try {
            var result = cluster.requestJobResult(id).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            var failure = result.getSerializedThrowable();
            if (failure.isPresent()) {
                throw new IOException("job %s failed: %s".formatted(id, reason(failure.get())), failure.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("no result of job %s: %s".formatted(id, e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("job %s is not done after %s".formatted(id, atMost), e);
        }
    }

    /** Ends the job as if its inputs ended here: what operators hold is worked off, what they write is delivered. */
    public void drain(Path savepoints, Duration atMost) throws IOException, InterruptedException {
        try {
            cluster.stopWithSavepoint(id, savepoints.toUri().toString(), true, SavepointFormatType.CANONICAL)
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            awaitFinished(atMost);
        } catch (ExecutionException e) {
            throw new IOException("job %s does not drain: %s".formatted(id, e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("job %s is not drained after %s".formatted(id, atMost), e);
        }
    }

    /** Flink wraps it in what it was doing. */
    private static String reason(Throwable failure) {
        var innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return Optional.ofNullable(innermost.getMessage()).orElse(innermost.toString());
    }
}
