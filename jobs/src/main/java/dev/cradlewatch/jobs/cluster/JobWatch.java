package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Sees whether the jobs run. */
final class JobWatch {
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);

    private final FlinkPage flink;

    JobWatch(FlinkPage flink) {
        this.flink = flink;
    }

    Optional<FlinkPage.Job> find(ClusterJob job) throws IOException, InterruptedException {
        return flink.jobs().stream()
                .filter(running -> running.name().equals(job.title()))
                .findFirst();
    }

    /** Whether Flink has every job, be it that one is just recovering. */
    boolean areAllThere() throws InterruptedException {
        try {
            for (var job : ClusterJob.values()) {
                if (find(job).isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns when every subtask runs, which means that it has its state.
     *
     * @param failures after which it will not come to run
     * @throws IOException if it does not run in time; tells the last failure
     */
    void awaitRunning(ClusterJob job, Duration atMost, int failures) throws IOException, InterruptedException {
        var begun = System.nanoTime();
        while (true) {
            var problem = problem(job);
            if (problem.isEmpty()) {
                return;
            }
            var waited = Duration.ofNanos(System.nanoTime() - begun);
            if (waited.compareTo(atMost) > 0 || hasFailed(job, failures)) {
                throw new IOException("job %s does not run after %d s: %s; see %s"
                        .formatted(job.title(), waited.toSeconds(), problem.get(), flink.address()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_AFTER.toMillis());
        }
    }

    /** @throws IOException if Flink still has it then */
    void awaitGone(ClusterJob job, Duration atMost) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (find(job).isPresent()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("job %s is still there %d s after it was cancelled; see %s"
                        .formatted(job.title(), atMost.toSeconds(), flink.address()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_AFTER.toMillis());
        }
    }

    /** One that Flink no longer has was given up by it: there is nothing to wait for. */
    private boolean hasFailed(ClusterJob job, int times) throws IOException, InterruptedException {
        var found = find(job);
        return found.isEmpty() || flink.failures(found.get(), times).size() >= times;
    }

    List<ServiceStatus> status() throws InterruptedException {
        var all = new ArrayList<ServiceStatus>();
        for (var job : ClusterJob.values()) {
            all.add(new ServiceStatus(job.title(), OptionalLong.empty(), safeProblem(job), "job"));
        }
        return all;
    }

    private Optional<String> safeProblem(ClusterJob job) throws InterruptedException {
        try {
            return problem(job);
        } catch (IOException e) {
            return Optional.of("Flink does not answer");
        }
    }

    private Optional<String> problem(ClusterJob job) throws IOException, InterruptedException {
        var found = find(job);
        if (found.isEmpty()) {
            return Optional.of("no such job in Flink");
        }
        if (found.get().runs()) {
            return Optional.empty();
        }
        var state = "%s, %d of %d subtasks run"
                .formatted(
                        found.get().state(), found.get().running(), found.get().tasks());
        return Optional.of(flink.failures(found.get(), 1).stream()
                .findFirst()
                .map(failure -> "%s (%s)".formatted(state, failure))
                .orElse(state));
    }
}
