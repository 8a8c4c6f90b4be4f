package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings what runs from one release to another: each job by a savepoint, one after the other, and Flink's own processes in between if
 * libraries differ. What does not come up is taken back: the release before goes on from the newest state there is.
 */
final class Upgrade {
    private final Side before;
    private final Side next;
    private final boolean needsOtherFlink;
    private final Consumer<String> progress;

    /** What each job that was stopped for this upgrade left. */
    private final Map<ClusterJob, Optional<SavedState>> stopped = new EnumMap<>(ClusterJob.class);

    private boolean touchedFlink;
    private boolean touchedConsole;

    /**
     * @param needsOtherFlink whether the next release cannot run on Flink's processes of the one before
     * @param progress        is told what happens, a line each
     */
    Upgrade(Side before, Side next, boolean needsOtherFlink, Consumer<String> progress) {
        this.before = before;
        this.next = next;
        this.needsOtherFlink = needsOtherFlink;
        this.progress = progress;
    }

    /** @throws IOException if something does not come up; then some of it runs on one release, some on the other, some on none */
    void run() throws IOException, InterruptedException {
        if (needsOtherFlink) {
            for (var job : ClusterJob.values()) {
                stopped.put(job, before.save(job));
            }
            touchedFlink = true;
            before.stopFlink();
            next.startFlink();
        }
        for (var job : ClusterJob.values()) {
            if (!stopped.containsKey(job)) {
                stopped.put(job, before.save(job));
            }
            next.bring(job);
        }
        touchedConsole = true;
        before.stopConsole();
        next.startConsole();
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
        if (touchedConsole) {
            next.stopConsole();
        }
        if (touchedFlink) {
            next.stopFlink();
            before.startFlink();
        }
    }

    /**
     * Lets the release before go on. Each job does so from the newest state, be it the next release's: the history must not write again
     * what that has written. Others may repeat themselves, and do if the release before cannot read the newest.
     *
     * @throws IOException if not all of it comes up; what can run then runs
     */
    void resume() throws IOException, InterruptedException {
        var failures = new ArrayList<String>();
        for (var job : ClusterJob.values()) {
            try {
                resume(job);
            } catch (IOException e) {
                failures.add(e.getMessage());
            }
        }
        before.startConsole();
        if (!failures.isEmpty()) {
            throw new IOException(String.join("; ", failures));
        }
    }

    /** A Flink that does not answer is about to be restarted. */
    private void end(ClusterJob job) throws IOException, InterruptedException {
        try {
            next.end(job);
        } catch (IOException e) {
            if (!touchedFlink) {
                throw e;
            }
            progress.accept("%-14s ends with Flink: %s".formatted(job.title(), e.getMessage()));
        }
    }

    private void resume(ClusterJob job) throws IOException, InterruptedException {
        try {
            before.bring(job);
        } catch (IOException e) {
            var atUpgrade = stopped.getOrDefault(job, Optional.empty());
            if (!job.mayRepeat() || atUpgrade.isEmpty()) {
                throw e;
            }
            progress.accept("%-14s not from its newest state: %s".formatted(job.title(), e.getMessage()));
            before.cancel(job);
            before.bring(job, atUpgrade.get());
        }
    }
}
