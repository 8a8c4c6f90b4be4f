package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process as a pid file names it: by its number and by when it started, because numbers come again.
 *
 * @param pid     its number
 * @param started when
 */
record ProcessId(long pid, Instant started) {
    /** The system counts from its own start, whose time by the clock it may round another way next time. */
    private static final Duration ROUNDED_BY = Duration.ofSeconds(2);

    /** @throws IOException if it has ended already */
    static ProcessId of(ProcessHandle process) throws IOException {
        var started = process.info()
                .startInstant()
                .orElseThrow(() -> new IOException("process %d has ended already".formatted(process.pid())));
        return new ProcessId(process.pid(), started);
    }

    /** What the file names; empty if there is none, or nothing readable in it. */
    static Optional<ProcessId> read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var words = Files.readString(file).strip().split("\\s+");
        try {
            return words.length == 2
                    ? Optional.of(
                            new ProcessId(Long.parseLong(words[0]), Instant.ofEpochMilli(Long.parseLong(words[1]))))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, "%d %d%n".formatted(pid, started.toEpochMilli()));
    }

    /** The process, if it is still the one that was meant. */
    Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isMeant);
    }

    private boolean isMeant(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(instant -> Duration.between(started, instant).abs().compareTo(ROUNDED_BY) <= 0)
                .orElse(false);
    }
}
