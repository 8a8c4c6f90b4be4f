package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.local.RetainedCheckpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What a job can go on from.
 *
 * @param path    its folder
 * @param isOwned whether the job that goes on may delete it once it has newer checkpoints: so with a checkpoint, which nobody else
 *                looks after, not with a savepoint
 */
record SavedState(Path path, boolean isOwned) {

    /** The last whole savepoint or checkpoint, whichever is newer. */
    static Optional<SavedState> newest(Path savepoints, Path checkpoints) throws IOException {
        var savepoint = RetainedCheckpoints.newest(savepoints).map(path -> new SavedState(path, false));
        var checkpoint = RetainedCheckpoints.newest(checkpoints).map(path -> new SavedState(path, true));
        if (savepoint.isEmpty() || checkpoint.isEmpty()) {
            return savepoint.or(() -> checkpoint);
        }
        return savepoint.get().written().compareTo(checkpoint.get().written()) >= 0 ? savepoint : checkpoint;
    }

    private FileTime written() throws IOException {
        return Files.getLastModifiedTime(path.resolve("_metadata"));
    }
}
