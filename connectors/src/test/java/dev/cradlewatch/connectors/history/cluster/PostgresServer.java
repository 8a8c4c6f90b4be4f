package dev.cradlewatch.connectors.history.cluster;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL on a free port, with its data in a folder of its own; stopped and gone when closed. */
final class PostgresServer implements AutoCloseable {
    static final String USER = "history";

    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER_INSTEAD_OF_ROOT = "postgres";
    private static final int SECONDS = 60;

    private final Path programs;
    private final Path folder;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private final Process server;

    private PostgresServer(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        programs = programs();
        port = freePort();
        if (isRoot()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER_INSTEAD_OF_ROOT));
        }
        var passwordFile = Files.writeString(folder.resolve("password"), password);
        Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-r--r--"));
        run(
                "initdb",
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--no-locale",
                "--encoding=UTF8",
                "--no-sync");
        server = start(
                "postgres",
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off");
    }

    static PostgresServer start() throws IOException, InterruptedException {
        var postgres = new PostgresServer(Files.createTempDirectory("postgres"));
        postgres.awaitReady();
        return postgres;
    }

    String address() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    String password() {
        return password;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (server.isAlive()) {
            run("pg_ctl", "stop", "--pgdata=" + data(), "--mode=fast");
        }
        if (!server.waitFor(SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void awaitReady() throws IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (true) {
            try {
                DriverManager.getConnection(address(), USER, password).close();
                return;
            } catch (SQLException e) {
                if (!server.isAlive() || System.nanoTime() > end) {
                    throw new IOException("PostgreSQL does not start: " + Files.readString(log()), e);
                }
                server.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        if (start(program, arguments).waitFor() != 0) {
            throw new IOException(program + " failed: " + Files.readString(log()));
        }
    }

    private Process start(String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of(
                    "setpriv", "--reuid=" + USER_INSTEAD_OF_ROOT, "--regid=" + USER_INSTEAD_OF_ROOT, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return folder.resolve("log");
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path programs() throws IOException {
        if (Files.isDirectory(INSTALLED)) {
            try (var versions = Files.list(INSTALLED)) {
                var newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return newest.get();
                }
            }
        }
        throw new IOException(
                "no PostgreSQL in " + INSTALLED + ": ./cradlewatch test installs it (package postgresql)");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
