package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster of this machine is meant, and what it runs. */
final class ClusterOptions {
    private static final Path DEFAULT = Path.of(".cradlewatch", "cluster");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Folder of the cluster (default: .cradlewatch/cluster of the project).")
    private Optional<Path> dir = Optional.empty();

    ClusterFolder folder() {
        return new ClusterFolder(dir.orElseGet(() -> Path.of(
                        Optional.ofNullable(System.getenv(DataOptions.HOME)).orElse(""))
                .resolve(DEFAULT)));
    }

    /** The jars that this process runs from. */
    static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
