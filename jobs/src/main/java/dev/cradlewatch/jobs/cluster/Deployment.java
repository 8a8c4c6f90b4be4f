package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.TopicMismatchException;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/** What processes that run are given to work on: the topics, and the jobs with their state. */
final class Deployment {
    private static final short REPLICAS = 3;
    private static final int PARTITIONS = 4;
    private static final Duration CANCELLED_WITHIN = Duration.ofSeconds(60);

    /** Of failures: what a job needs may come up after it. */
    private static final int HOWEVER_MANY = 1_000;

    private final FlinkJobs jobs;
    private final JobWatch watch;
    private final SystemConfig system;
    private final Consumer<String> progress;

    /** @param progress is told what happens, a line each */
    Deployment(ClusterFolder folder, SystemConfig system, FlinkPage flink, Consumer<String> progress) {
        this.system = system;
        this.progress = progress;
        jobs = new FlinkJobs(folder);
        watch = new JobWatch(flink);
    }

    /** @throws IOException if the topics cannot be made, or are there and are other than they should be */
    void ensureTopics() throws IOException, InterruptedException {
        try (var admin = Admin.create(system.kafka().properties())) {
            var topics = Topics.all().stream()
                    .map(topic -> topic.withAtMostPartitions(PARTITIONS))
                    .toList();
            var created = new TopicAdmin(admin, REPLICAS).ensure(topics, system.clock());
            if (!created.isEmpty()) {
                progress.accept("%d topics made".formatted(created.size()));
            }
        } catch (TopicMismatchException e) {
            throw new IOException("the topics are not as specified: " + e.getMessage(), e);
        }
    }

    /**
     * Submits the jobs that do not run, each from its last savepoint or checkpoint, and returns when all run.
     *
     * @throws IOException if one is not taken, or does not run in time
     */
    void submitMissing(Release release, Duration within) throws IOException, InterruptedException {
        for (var job : ClusterJob.values()) {
            submitIfMissing(job, release);
        }
        for (var job : ClusterJob.values()) {
            awaitRunning(job, within, HOWEVER_MANY);
        }
    }

    /** Submits a job that does not run, from its last savepoint or checkpoint; when Flink has taken it, it need not run yet. */
    void submitIfMissing(ClusterJob job, Release release) throws IOException, InterruptedException {
        if (watch.find(job).isEmpty()) {
            submit(job, release, jobs.saved(job));
        }
    }

    void submit(ClusterJob job, Release release, Optional<SavedState> saved) throws IOException {
        jobs.submit(job, release, saved);
        progress.accept("%-14s submitted%s"
                .formatted(
                        job.title(),
                        saved.map(state -> ", goes on from " + state.path()).orElse("")));
    }

    /**
     * Returns when a job has its state and runs.
     *
     * @param failures after which it will not come to run
     * @throws IOException if it does not run in time
     */
    void awaitRunning(ClusterJob job, Duration within, int failures) throws IOException, InterruptedException {
        watch.awaitRunning(job, within, failures);
        progress.accept("%-14s runs".formatted(job.title()));
    }

    /** Stops the jobs that run, each with a savepoint. */
    void saveJobs() throws IOException, InterruptedException {
        for (var job : ClusterJob.values()) {
            save(job);
        }
    }

    /** The same, but one that cannot be saved now is left to its last checkpoint. */
    void saveWhatCanBe() throws InterruptedException {
        for (var job : ClusterJob.values()) {
            try {
                save(job);
            } catch (IOException e) {
                progress.accept("%-14s not saved, will go on from its last checkpoint: %s"
                        .formatted(job.title(), e.getMessage()));
            }
        }
    }

    /** Stops a job, if it runs, with a savepoint. */
    Optional<SavedState> save(ClusterJob job) throws IOException, InterruptedException {
        var running = watch.find(job);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        var saved = jobs.stop(job, running.get().id());
        progress.accept("%-14s saved in %s".formatted(job.title(), saved.path()));
        return Optional.of(saved);
    }

    /** Stops a job, if Flink has it: with a savepoint if it runs, else as it is. */
    void saveOrCancel(ClusterJob job) throws IOException, InterruptedException {
        try {
            save(job);
        } catch (IOException e) {
            progress.accept("%-14s not saved: %s".formatted(job.title(), e.getMessage()));
            cancel(job);
        }
    }

    /** Ends a job, if Flink has it; its last checkpoint stays. */
    void cancel(ClusterJob job) throws IOException, InterruptedException {
        var found = watch.find(job);
        if (found.isPresent()) {
            jobs.cancel(job, found.get().id());
            watch.awaitGone(job, CANCELLED_WITHIN);
            progress.accept("%-14s cancelled".formatted(job.title()));
        }
    }
}
