package dev.cradlewatch.jobs.cluster.main;

import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.io.IOException;
import java.nio.file.Path;

/** The one argument of each main. */
final class JobArguments {
    private JobArguments() {}

    /** @throws IOException if the file that is named cannot be read */
    static SystemConfig config(String... arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException(
                    "%d arguments: expected one, the file system.properties".formatted(arguments.length));
        }
        return SystemConfig.read(Path.of(arguments[0]));
    }
}
