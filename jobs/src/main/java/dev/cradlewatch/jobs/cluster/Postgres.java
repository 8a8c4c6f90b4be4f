package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** PostgreSQL as Debian's package installs it, over a folder of the cluster. It never runs as root. */
final class Postgres {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER_INSTEAD_OF_ROOT = "postgres";

    private final Path folder;
    private final Path programs;

    private Postgres(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
    }

    /**
     * @param folder its data; made by {@link #create}
     * @throws IOException if PostgreSQL is not installed
     */
    static Postgres in(Path folder) throws IOException {
        if (Files.isDirectory(INSTALLED)) {
            try (var versions = Files.list(INSTALLED)) {
                var newest = versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder());
                if (newest.isPresent()) {
                    return new Postgres(folder, newest.get());
                }
            }
        }
        throw new IOException("no PostgreSQL in %s: run: apt-get install -y postgresql".formatted(INSTALLED));
    }

    /**
     * Makes the database if there is none.
     *
     * @param log for what the program says
     * @throws IOException if it cannot be made
     */
    void create(String user, String password, Path log) throws IOException, InterruptedException {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return;
        }
        Files.createDirectories(folder);
        give(folder);
        var passwordFile = folder.resolve("password");
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, password);
        give(passwordFile);
        var command = command(
                "initdb",
                "--pgdata=" + data(),
                "--username=" + user,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--no-locale",
                "--encoding=UTF8");
        var code = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
        Files.delete(passwordFile);
        if (code != 0) {
            throw new IOException("no database can be made in %s: see %s (must user %s be let into that folder?)"
                    .formatted(data(), log, USER_INSTEAD_OF_ROOT));
        }
    }

    /** Serves on the loopback interface, with passwords only. */
    List<String> serve(int port) {
        return command(
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
                "shared_buffers=32MB");
    }

    /** SIGTERM would wait for clients that stay. */
    List<String> stop() {
        return command("pg_ctl", "stop", "--pgdata=" + data(), "--mode=fast");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of(
                    "setpriv", "--reuid=" + USER_INSTEAD_OF_ROOT, "--regid=" + USER_INSTEAD_OF_ROOT, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void give(Path file) throws IOException {
        if (isRoot()) {
            Files.setOwner(
                    file,
                    file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER_INSTEAD_OF_ROOT));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
