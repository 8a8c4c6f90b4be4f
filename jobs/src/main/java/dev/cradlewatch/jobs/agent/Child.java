package dev.cradlewatch.jobs.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A child process whose output and errors go to files, so that nobody has to read along. */
final class Child implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final int LAST_ERRORS = 10;

    private final String who;
    private final Process process;
    private final Path output;
    private final Path errors;

    private Child(String who, Process process, Path output, Path errors) {
        this.who = who;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /**
     * @param who    what messages call it
     * @param folder for its files and to run in
     */
    static Child start(String who, List<String> command, Path folder) throws IOException {
        var output = folder.resolve("stdout");
        var errors = folder.resolve("stderr");
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            return new Child(who, process, output, errors);
        } catch (IOException e) {
            throw new IOException("%s does not start: %s".formatted(who, e.getMessage()), e);
        }
    }

    /**
     * Waits for its end.
     *
     * @return the lines of its output
     * @throws AgentException if its exit code is not 0
     */
    List<String> await() throws IOException, InterruptedException {
        var code = process.waitFor();
        if (code != 0) {
            throw new AgentException(who, "ended with exit code " + code, lastErrors());
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    List<String> lastErrors() throws IOException {
        try (var lines = Files.lines(errors, StandardCharsets.UTF_8)) {
            var all = lines.toList();
            return all.subList(Math.max(0, all.size() - LAST_ERRORS), all.size());
        }
    }

    /** Asks it to stop if it still runs, and ends it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
