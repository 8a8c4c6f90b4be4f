package dev.cradlewatch.jobs.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java as this process was started: the same JDK, with what Flink needs opened. */
final class JavaCommand {
    /** Flink reflects into these packages, as the launcher says. */
    private static final List<String> OPENED = List.of("java.util", "java.lang", "java.nio");

    private final Path logback;
    private final List<String> agents;

    /** @param logback file that says what goes to the log */
    JavaCommand(Path logback) {
        this(logback, List.of());
    }

    private JavaCommand(Path logback, List<String> agents) {
        this.logback = logback;
        this.agents = List.copyOf(agents);
    }

    /** @param option the JVM's */
    JavaCommand withAgent(String option) {
        return new JavaCommand(logback, List.of(option));
    }

    List<String> of(int heapMb, String classPath, String main, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPENED.forEach(name -> command.add("--add-opens=java.base/%s=ALL-UNNAMED".formatted(name)));
        command.addAll(agents);
        command.addAll(List.of(
                "-Xmx%dm".formatted(heapMb),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dlogback.configurationFile=" + logback,
                "-cp",
                classPath,
                main));
        command.addAll(List.of(arguments));
        return command;
    }
}
