package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A release that runs, or is about to.
 *
 * @param release    its jars
 * @param services   the processes on them
 * @param processes  starts and stops them
 * @param deployment the jobs on them
 */
record ReleaseSide(Release release, ClusterServices services, Processes processes, Deployment deployment)
        implements Side {
    /** What a job needs was there a moment ago: one that failed this often will not come to run. */
    private static final int FAILURES = 5;

    private static final Duration RUNS_WITHIN = Duration.ofSeconds(120);

    @Override
    public Optional<SavedState> save(ClusterJob job) throws IOException, InterruptedException {
        return deployment.save(job);
    }

    @Override
    public void end(ClusterJob job) throws IOException, InterruptedException {
        deployment.saveOrCancel(job);
    }

    @Override
    public void cancel(ClusterJob job) throws IOException, InterruptedException {
        deployment.cancel(job);
    }

    @Override
    public void bring(ClusterJob job) throws IOException, InterruptedException {
        deployment.submitIfMissing(job, release);
        deployment.awaitRunning(job, RUNS_WITHIN, FAILURES);
    }

    @Override
    public void bring(ClusterJob job, SavedState from) throws IOException, InterruptedException {
        deployment.submit(job, release, Optional.of(from));
        deployment.awaitRunning(job, RUNS_WITHIN, FAILURES);
    }

    @Override
    public void stopFlink() throws IOException, InterruptedException {
        processes.stop(services.taskManagers());
        processes.stop(List.of(services.jobManager()));
    }

    @Override
    public void startFlink() throws IOException, InterruptedException {
        processes.start(List.of(services.jobManager()));
        processes.start(services.taskManagers());
        processes.await(List.of(services.jobManager()));
        processes.await(services.taskManagers());
    }

    @Override
    public void stopConsole() throws IOException, InterruptedException {
        processes.stop(List.of(services.console()));
    }

    @Override
    public void startConsole() throws IOException, InterruptedException {
        processes.start(List.of(services.console()));
        processes.await(List.of(services.console()));
    }
}
