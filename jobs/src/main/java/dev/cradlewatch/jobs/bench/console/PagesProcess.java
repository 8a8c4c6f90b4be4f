package dev.cradlewatch.jobs.bench.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Pages in a process of their own, so that they share neither heap nor collector with the console. */
final class PagesProcess implements AutoCloseable {
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(5);
    private static final String HEAP = "-Xmx512m";

    private final Process process;
    private final Thread reader;
    private final Sightings sightings;
    private final Path errors;

    private PagesProcess(Process process, Sightings sightings, Path errors) {
        this.process = process;
        this.sightings = sightings;
        this.errors = errors;
        reader = new Thread(this::read, "pages-reader");
        reader.setDaemon(true);
    }

    /**
     * @param tokens one of an invitation for each page
     * @param folder for its files
     */
    static PagesProcess start(URI address, List<String> tokens, Path folder) throws IOException {
        var invitations = Files.write(Files.createTempFile(folder, "pages", ".txt"), tokens);
        var errors = Files.createTempFile(folder, "pages", ".log");
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                PagesMain.class.getName(),
                address.toString(),
                invitations.toString());
        var process = command.redirectError(errors.toFile()).start();
        var pages = new PagesProcess(process, new Sightings(tokens.size()), errors);
        pages.reader.start();
        return pages;
    }

    Sightings sightings() {
        return sightings;
    }

    /** @throws IOException if the process has ended, with what it said */
    void check() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    "the pages' process has ended: " + Files.readString(errors).strip());
        }
    }

    /** Its standard input ends, so it does. */
    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        reader.join();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                sightings.take(line);
            }
        } catch (IOException gone) {
            // The end, too.
        }
        sightings.over();
    }
}
