package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.history.HistoryLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command of this machine keeps what must outlive it. */
final class DataOptions {
    static final String HOME = "CRADLEWATCH_HOME";
    private static final Path DEFAULT = Path.of(".cradlewatch", "data");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the system's data; the history is in DIR/history (default: .cradlewatch/data of the project).")
    private Optional<Path> data = Optional.empty();

    boolean isGiven() {
        return data.isPresent();
    }

    Path data() {
        return data.orElseGet(() ->
                Path.of(Optional.ofNullable(System.getenv(HOME)).orElse("")).resolve(DEFAULT));
    }

    Path history() {
        return data().resolve("history");
    }

    /** By these keys browsers' push services know this system. */
    Path vapidKeys() {
        return data().resolve("vapid.keys");
    }

    /** @throws IOException if there is none */
    HistoryLocation existingHistory() throws IOException {
        if (!HistoryLocation.isIn(history())) {
            throw new IOException(
                    "there is no history in %s: run cradlewatch demo --once first, or name its folder with --data"
                            .formatted(data()));
        }
        return HistoryLocation.folder(history());
    }
}
