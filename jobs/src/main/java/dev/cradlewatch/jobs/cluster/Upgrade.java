package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings what runs from one release to another: each job by a savepoint, one after the other, and Flink's own processes in between if
 * libraries differ. What does not come up is taken back: the release before goes on from the newest state there is.
 */
final class Upgrade {
    /** A job that failed this often while it came up, will. */
    private static final int FAILURES = 5;

    private static final Duration RUNS_WITHIN = Duration.ofSeconds(120);

    /**
     * One of the two releases.
     *
     * @param release  its jars
     * @param services the processes on them
     * @param deploys  the jobs on them
     */
    record Side(Release release, ClusterServices services, Deployment deploys) {
        private List<Service> console() throws IOException {
            return List.of(services.console());
        }
    }

    private final Side before;
    private final Side next;
    private final Processes processes;
    private final Consumer<String> progress;
    private final boolean needsOtherFlink;

    /** What each job that was stopped for this upgrade left. */
    private final Map<ClusterJob, Optional<SavedState>> stopped = new EnumMap<>(ClusterJob.class);

    private boolean restartedFlink;
    private boolean restartedConsole;

    Upgrade(Side before, Side next, Processes processes, Consumer<String> progress) throws IOException {
        this.before = before;
        this.next = next;
        this.processes = processes;
        this.progress = progress;
        needsOtherFlink = !next.release().hasLibrariesOf(before.release());
    }

    /** @throws IOException if something does not come up; then some of it runs on one release, some on the other, some on none */
    void run() throws IOException, InterruptedException {
        if (needsOtherFlink) {
            for (var job : ClusterJob.values()) {
                save(job);
            }
            restartedFlink = true;
            restartFlink(before, next);
        }
        for (var job : ClusterJob.values()) {
            save(job);
            next.deploys().submitIfMissing(job, next.release());
            next.deploys().awaitRunning(job, RUNS_WITHIN, FAILURES);
        }
        restartedConsole = true;
        processes.stop(before.console());
        processes.start(next.console());
        processes.await(next.console());
    }

    /**
     * Ends what already runs on the next release.
     *
     * @throws IOException if not all of it ends, or Flink does not come up on the libraries before
     */
    void withdraw() throws IOException, InterruptedException {
        for (var job : stopped.keySet()) {
            end(job);
        }
        if (restartedConsole) {
            processes.stop(next.console());
        }
        if (restartedFlink) {
            restartFlink(next, before);
        }
    }

    /**
     * Lets the release before go on. Each job does so from the newest state, be it the next release's: the history must not write again
     * what that has written. Others may repeat themselves, and do if the release before cannot read the newest.
     *
     * @throws IOException if not all of it comes up; what can run then runs
     */
    void resume() throws IOException, InterruptedException {
        processes.start(before.console());
        var failures = new ArrayList<String>();
        for (var job : ClusterJob.values()) {
            try {
                resume(job);
            } catch (IOException e) {
                failures.add(e.getMessage());
            }
        }
        processes.await(before.console());
        if (!failures.isEmpty()) {
            throw new IOException(String.join("; ", failures));
        }
    }

    private void save(ClusterJob job) throws IOException, InterruptedException {
        if (!stopped.containsKey(job)) {
            stopped.put(job, before.deploys().save(job));
        }
    }

    /** A Flink that does not answer is about to be restarted. */
    private void end(ClusterJob job) throws IOException, InterruptedException {
        try {
            next.deploys().saveOrCancel(job);
        } catch (IOException e) {
            if (!restartedFlink) {
                throw e;
            }
            progress.accept("%-14s ends with Flink: %s".formatted(job.title(), e.getMessage()));
        }
    }

    private void resume(ClusterJob job) throws IOException, InterruptedException {
        try {
            before.deploys().submitIfMissing(job, before.release());
            before.deploys().awaitRunning(job, RUNS_WITHIN, FAILURES);
        } catch (IOException e) {
            var atUpgrade = stopped.getOrDefault(job, Optional.empty());
            if (!job.mayRepeat() || atUpgrade.isEmpty()) {
                throw e;
            }
            progress.accept("%-14s not from its newest state: %s".formatted(job.title(), e.getMessage()));
            before.deploys().cancel(job);
            before.deploys().submit(job, before.release(), atUpgrade);
            before.deploys().awaitRunning(job, RUNS_WITHIN, FAILURES);
        }
    }

    private void restartFlink(Side from, Side to) throws IOException, InterruptedException {
        processes.stop(from.services().taskManagers());
        processes.stop(List.of(from.services().jobManager()));
        processes.start(List.of(to.services().jobManager()));
        processes.start(to.services().taskManagers());
        processes.await(List.of(to.services().jobManager()));
        processes.await(to.services().taskManagers());
    }
}
