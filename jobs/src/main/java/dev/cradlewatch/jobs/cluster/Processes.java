package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Starts, awaits and stops several processes at once, and tells what happens. */
final class Processes {
    private static final Duration UP_WITHIN = Duration.ofSeconds(120);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    private final Supervisor supervisor;
    private final Consumer<String> progress;

    /** @param progress is told what happens, a line each */
    Processes(Supervisor supervisor, Consumer<String> progress) {
        this.supervisor = supervisor;
        this.progress = progress;
    }

    /** Starts those that do not run. */
    void start(List<Service> services) throws IOException {
        for (var service : services) {
            supervisor.start(service);
        }
    }

    /** @throws IOException if one ends, or is not there in time; says which log to read */
    void await(List<Service> services) throws IOException, InterruptedException {
        for (var service : services) {
            supervisor.awaitHealthy(service, UP_WITHIN);
            progress.accept("%-14s up  %s".formatted(service.name(), service.address()));
        }
    }

    void stop(List<Service> services) throws IOException, InterruptedException {
        stop(services, STOPPED_WITHIN);
    }

    /** @param patience after which what is still there is killed */
    void stop(List<Service> services, Duration patience) throws IOException, InterruptedException {
        var killed = supervisor.stop(services, patience);
        for (var service : services) {
            progress.accept("%-14s %s"
                    .formatted(
                            service.name(), killed.contains(service.name()) ? "killed, as it did not end" : "stopped"));
        }
    }
}
