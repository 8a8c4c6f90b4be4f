package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The history of the last demo. Every demo plays the same night, so each begins with an empty one; a history that is not a demo's
 * is never touched. Holds the folder until it is closed, so that two demos do not write into one.
 */
public final class DemoHistory implements AutoCloseable {
    private static final String MARK = "demo.lock";

    private final FileChannel mark;
    private final HistoryLocation location;

    private DemoHistory(FileChannel mark, HistoryLocation location) {
        this.mark = mark;
        this.location = location;
    }

    /** @throws IOException if the folder holds somebody else's history, or another demo is at it */
    public static DemoHistory startAnew(Path folder) throws IOException {
        var markFile = folder.resolve(MARK);
        if (HistoryLocation.isIn(folder) && Files.notExists(markFile)) {
            throw new IOException(
                    "%s holds a history that no demo wrote, and a demo would replace it: name another folder with --data"
                            .formatted(folder));
        }
        Files.createDirectories(folder);
        var mark = FileChannel.open(markFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            requireAlone(mark, folder);
            clear(folder, markFile);
            return new DemoHistory(mark, HistoryLocation.createFolder(folder));
        } catch (IOException e) {
            mark.close();
            throw e;
        }
    }

    public HistoryLocation location() {
        return location;
    }

    @Override
    public void close() throws IOException {
        mark.close();
    }

    private static void requireAlone(FileChannel mark, Path folder) throws IOException {
        try {
            if (mark.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // This process holds it: the same answer.
        }
        throw new IOException(
                "another demo writes its history to %s: wait for its end, or name another folder with --data"
                        .formatted(folder));
    }

    private static void clear(Path folder, Path markFile) throws IOException {
        try (var entries = Files.list(folder)) {
            for (var entry : entries.filter(path -> !path.equals(markFile)).toList()) {
                TemporaryFolder.delete(entry);
            }
        }
    }
}
