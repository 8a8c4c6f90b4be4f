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

    /** @throws IOException if not every subtask runs in time; tells the last failure */
    void awaitRunning(ClusterJob job, Duration atMost) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            var problem = problem(job);
            if (problem.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("job %s does not run after %d s: %s; see %s"
                        .formatted(job.title(), atMost.toSeconds(), problem.get(), flink.address()));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_AFTER.toMillis());
        }
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
        return Optional.of(flink.failure(found.get())
                .map(failure -> "%s (%s)".formatted(state, failure))
                .orElse(state));
    }
}
