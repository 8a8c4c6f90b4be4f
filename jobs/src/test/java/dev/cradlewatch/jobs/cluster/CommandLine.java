package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Runs the packaged command in a process of its own, as an operator does. */
final class CommandLine {
    /**
     * What a command said and how it ended.
     *
     * @param code its exit code
     * @param said everything that it printed
     */
    record Outcome(int code, String said) {}

    private static final String JOBS = "cradlewatch-jobs-";
    private static final Path PACKAGED = Path.of("target", "lib").toAbsolutePath();

    private final Path folder;
    private final Path jars;

    private CommandLine(Path folder, Path jars) {
        this.folder = folder;
        this.jars = jars;
    }

    /** @param folder the cluster's */
    static CommandLine packaged(Path folder) {
        return new CommandLine(folder, PACKAGED);
    }

    /** The command of the next version: the same jars, but that of the jobs, which has one file more. */
    CommandLine upgraded(Path place) throws IOException {
        return changed(place, JOBS, jar -> Files.writeString(jar.getPath("/next-version"), "next version"));
    }

    /** The command of a next version, which needs one library more. */
    CommandLine withAnotherLibrary(Path place) throws IOException {
        var next = upgraded(place);
        try (var out = new JarOutputStream(Files.newOutputStream(place.resolve("another-library-1.0.jar")))) {
            out.putNextEntry(new ZipEntry("another-library"));
        }
        return next;
    }

    /**
     * The command of a next version, in which a class is missing.
     *
     * @param module such as operators
     * @param type   the class's name
     */
    CommandLine without(String module, String type, Path place) throws IOException {
        return changed(
                place,
                "cradlewatch-%s-".formatted(module),
                jar -> Files.delete(jar.getPath("/%s.class".formatted(type.replace('.', '/')))));
    }

    @FunctionalInterface
    private interface Change {
        void to(FileSystem jar) throws IOException;
    }

    private CommandLine changed(Path place, String changed, Change change) throws IOException {
        Files.createDirectories(place);
        try (var all = Files.list(jars)) {
            for (var jar : all.toList()) {
                var target = place.resolve(jar.getFileName());
                if (jar.getFileName().toString().startsWith(changed)) {
                    Files.copy(jar, target);
                    try (var opened = FileSystems.newFileSystem(target)) {
                        change.to(opened);
                    }
                } else {
                    link(jar, target);
                }
            }
        }
        return new CommandLine(folder, place);
    }

    private static void link(Path jar, Path target) throws IOException {
        try {
            Files.createLink(target, jar);
        } catch (IOException anotherFileSystem) {
            Files.copy(jar, target);
        }
    }

    Outcome cluster(String subcommand, String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of("cluster", subcommand, "--dir", folder.toString()));
        arguments.addAll(List.of(more));
        return run(arguments);
    }

    /** A command that asks the cluster for something. */
    Outcome ask(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--system", new ClusterFolder(folder).system().toString()));
        return run(all);
    }

    private Outcome run(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (var name : List.of("java.util", "java.lang", "java.nio")) {
            command.add("--add-opens=java.base/%s=ALL-UNNAMED".formatted(name));
        }
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                jars.resolve("*").toString(),
                "dev.cradlewatch.jobs.cli.Cradlewatch"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("CRADLEWATCH_HOME", folder.resolveSibling("home").toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }
}
