package dev.cradlewatch.jobs.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;

/** What a Flink that was killed left in its checkpoint folder, as {@code JOB/chk-NUMBER}. */
public final class RetainedCheckpoints {
    /** Written last, so that a checkpoint with it is whole. */
    private static final String METADATA = "_metadata";

    private static final int BELOW_THE_FOLDER = 3;

    private record Found(Path checkpoint, FileTime written) {}

    private RetainedCheckpoints() {}

    /** The last whole checkpoint of a folder that one job after the other used; empty if there is none. */
    public static Optional<Path> newest(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        try (var paths = Files.find(
                folder, BELOW_THE_FOLDER, (path, attributes) -> path.endsWith(METADATA) && attributes.size() > 0)) {
            var newest = Optional.<Found>empty();
            for (var metadata : paths.toList()) {
                var found = new Found(metadata.getParent(), Files.getLastModifiedTime(metadata));
                if (newest.isEmpty() || Comparator.comparing(Found::written).compare(found, newest.get()) > 0) {
                    newest = Optional.of(found);
                }
            }
            return newest.map(Found::checkpoint);
        }
    }
}
