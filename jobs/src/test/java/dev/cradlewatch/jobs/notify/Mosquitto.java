package dev.cradlewatch.jobs.notify;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Mosquitto on a port of this machine, for one user; it keeps nothing over its end. */
final class Mosquitto implements AutoCloseable {
    static final String USER = "cradlewatch";
    static final String PASSWORD = "s3cret";

    private static final int SECONDS = 10;

    private final Process server;

    /** @param folder empty, for its files */
    Mosquitto(Path folder, int port) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var passwords = folder.resolve("passwords");
        run(folder, List.of(program("mosquitto_passwd"), "-b", "-c", passwords.toString(), USER, PASSWORD));
        var config = Files.write(
                folder.resolve("mosquitto.conf"),
                List.of(
                        "listener %d 127.0.0.1".formatted(port),
                        "allow_anonymous false",
                        "password_file " + passwords,
                        "persistence false",
                        "user " + System.getProperty("user.name")));
        server = start(folder, List.of(program("mosquitto"), "-c", config.toString()));
    }

    @Override
    public void close() throws InterruptedException {
        server.destroy();
        if (!server.waitFor(SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        var process = start(folder, command);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + " failed: " + Files.readString(folder.resolve("log")));
        }
    }

    private static Process start(Path folder, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    /** Debian puts the server where only root's path leads to. */
    private static String program(String name) throws IOException {
        var folders = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(File.pathSeparator)));
        folders.addAll(List.of("/usr/sbin", "/usr/bin"));
        return folders.stream()
                .flatMap(folder -> Stream.of(Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() ->
                        new IOException("no %s: ./cradlewatch test installs it (package mosquitto)".formatted(name)));
    }
}
