package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts and stops the processes of a cluster by their pid files. They outlive whoever started them: each is a session of its own, so that
 * Ctrl-C on a terminal does not reach it.
 */
final class Supervisor {
    private static final Path NOTHING = Path.of("/dev/null");
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);

    private final ClusterFolder folder;

    Supervisor(ClusterFolder folder) {
        this.folder = folder;
    }

    Optional<ProcessHandle> running(Service service) throws IOException {
        return ProcessId.read(folder.pid(service.name())).flatMap(ProcessId::running);
    }

    /** Whether it runs by a command that names files below this folder. */
    boolean runsFrom(Service service, Path below) throws IOException {
        var process = running(service);
        if (process.isEmpty()) {
            return false;
        }
        // The whole of it: Java tells the beginning of a long one.
        var command = Path.of("/proc", String.valueOf(process.get().pid()), "cmdline");
        return Files.readString(command, StandardCharsets.ISO_8859_1)
                .contains("/%s/%s/".formatted(below.getParent().getFileName(), below.getFileName()));
    }

    /** Starts what does not run. */
    void start(Service service) throws IOException {
        if (running(service).isPresent()) {
            return;
        }
        var command = new ArrayList<>(List.of("setsid"));
        command.addAll(service.command());
        var builder = new ProcessBuilder(command)
                .directory(folder.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING.toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.log(service.name()).toFile()));
        service.environment().forEach(builder.environment()::putIfAbsent);
        ProcessId.of(builder.start().toHandle()).write(folder.pid(service.name()));
    }

    /**
     * Returns once it does its work.
     *
     * @throws IOException if it ends, or is not there in time; says which log to read
     */
    void awaitHealthy(Service service, Duration atMost) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + atMost.toNanos();
        var problem = service.health().problem();
        while (problem.isPresent()) {
            if (running(service).isEmpty()) {
                throw new IOException("%s has ended: see %s".formatted(service.name(), folder.log(service.name())));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("%s is not up after %d s: %s; see %s"
                        .formatted(service.name(), atMost.toSeconds(), problem.get(), folder.log(service.name())));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_AFTER.toMillis());
            problem = service.health().problem();
        }
    }

    /**
     * Ends processes side by side.
     *
     * @param patience after which what is still there is killed
     * @return the names of those that were killed
     */
    List<String> stop(Collection<Service> services, Duration patience) throws IOException, InterruptedException {
        var stopping = new ArrayList<Service>();
        for (var service : services) {
            if (running(service).isPresent()) {
                ask(service);
                stopping.add(service);
            }
        }
        var deadline = System.nanoTime() + patience.toNanos();
        var killed = new ArrayList<String>();
        for (var service : stopping) {
            while (running(service).isPresent() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_AFTER.toMillis());
            }
            var left = running(service);
            if (left.isPresent()) {
                left.get().destroyForcibly();
                left.get().onExit().join();
                killed.add(service.name());
            }
        }
        for (var service : services) {
            Files.deleteIfExists(folder.pid(service.name()));
        }
        return killed;
    }

    private void ask(Service service) throws IOException, InterruptedException {
        if (service.stop().isEmpty()) {
            running(service).ifPresent(ProcessHandle::destroy);
            return;
        }
        new ProcessBuilder(service.stop())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.log(service.name()).toFile()))
                .start()
                .waitFor();
    }
}
