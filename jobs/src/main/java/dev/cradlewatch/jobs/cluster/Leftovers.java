package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What nothing needs any more: all but the newest releases, and all but the newest savepoints of each job. */
final class Leftovers {
    /** The one that runs and two to go back to. */
    private static final int KEPT = 3;

    /** Whether a process runs from a release. */
    @FunctionalInterface
    interface Use {
        boolean isMadeOf(Release release) throws IOException;
    }

    private final ClusterFolder folder;
    private final Releases releases;
    private final Use use;
    private final Consumer<String> progress;

    /** @param progress is told what was removed, a line each */
    Leftovers(ClusterFolder folder, Releases releases, Use use, Consumer<String> progress) {
        this.folder = folder;
        this.releases = releases;
        this.use = use;
        this.progress = progress;
    }

    /** Jobs that run or will go on do so with the newest release, from the newest state. */
    void remove() throws IOException {
        removeReleases();
        for (var job : ClusterJob.values()) {
            var removed = new Savepoints(folder.savepoints(job.title())).removeAllBut(KEPT);
            tell("old savepoints of " + job.title(), removed);
        }
    }

    private void removeReleases() throws IOException {
        var removed = new ArrayList<Path>();
        for (var release : releases.newestFirst().stream().skip(KEPT).toList()) {
            if (!use.isMadeOf(release)) {
                releases.remove(release);
                removed.add(release.folder());
            }
        }
        tell("old releases", removed);
    }

    private void tell(String what, List<Path> removed) {
        if (!removed.isEmpty()) {
            progress.accept("removed %s: %s"
                    .formatted(
                            what,
                            String.join(
                                    ", ", removed.stream().map(Path::toString).toList())));
        }
    }
}
