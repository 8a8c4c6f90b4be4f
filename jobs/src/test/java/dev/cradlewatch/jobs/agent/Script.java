package dev.cradlewatch.jobs.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A shell script that stands in for the agent's program; {@code $2} is its configuration file. */
final class Script {
    static final String SUMMARY =
            "echo '{\"captured\": 60, \"streamed\": 6, \"events\": 4, \"pictures\": 0, \"acknowledged\": 10,"
                    + " \"dropped\": 0, \"waiting\": 0}'\n";

    private Script() {}

    /** A script that finds nothing wrong when it is asked to check its configuration. */
    static Path agent(Path folder, String text) throws IOException {
        return write(folder, "[ \"$3\" = --check ] && exit 0\n" + text);
    }

    static Path write(Path folder, String text) throws IOException {
        var file = folder.resolve("t31-agent");
        Files.writeString(file, "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
