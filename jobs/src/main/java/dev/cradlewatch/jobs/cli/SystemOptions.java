package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The cluster that a command is for, by the file that each of its processes reads. */
final class SystemOptions {
    private static final String PLACE = "config/cradlewatch/system.properties";

    @Option(
            names = "--system",
            paramLabel = "FILE",
            description = "A cluster's file of its brokers, its history and their keys: DIR/" + PLACE + ".")
    private Optional<Path> file = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    boolean isGiven() {
        return file.isPresent();
    }

    /** What the file says, if one is named. */
    Optional<SystemConfig> config() {
        return file.map(this::read);
    }

    /** @param other an option that says something else of the same */
    void exclude(String other, boolean isOtherGiven) {
        if (isGiven() && isOtherGiven) {
            throw new ParameterException(spec.commandLine(), "--system and %s: give one of them".formatted(other));
        }
    }

    private SystemConfig read(Path named) {
        if (!Files.isRegularFile(named)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--system: there is no file %s (a cluster in DIR has it in DIR/%s)".formatted(named, PLACE));
        }
        try {
            return SystemConfig.read(named);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--system: " + e.getMessage(), e);
        }
    }
}
