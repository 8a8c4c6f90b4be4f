package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Copies of data files that lie on other machines, for any number of processes at once. Data files never change, so a copy is good
 * for as long as it is here. A copy appears when it is complete. A statement reads links of its own to copies ({@link Lease}), so
 * whoever removes a copy takes it from nobody who is reading it.
 */
public final class FileCache {
    static final String COPY = ".parquet";
    static final String PART = ".part";

    private static final long PLENTY_BYTES = 10L << 30;

    /** Longer than a statement lasts: what is older was left behind by a process that was killed. */
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final Path folder;
    private final long mostBytes;

    private record Copy(Path file, long bytes, Instant used) {}

    /**
     * @param folder    made when the first copy is; for this user alone
     * @param mostBytes size of all copies; those that were not used for longest go first. What statements are reading comes on top
     */
    public FileCache(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /** A cache of 10 GB at most in this folder. */
    public static FileCache in(Path folder) {
        return new FileCache(folder, PLENTY_BYTES);
    }

    /** The cache of this machine's user, 10 GB at most. */
    public static FileCache ofUser() {
        return in(Path.of(System.getProperty("user.home"), ".cache", "cradlewatch", "history"));
    }

    /** For one statement, to be closed when its answer is complete. */
    Lease lease() {
        return new Lease(this, folder);
    }

    /**
     * Removes copies until there is room for more.
     *
     * @param bytes   what is to come
     * @param inLease what the statement needs altogether
     * @throws IOException if the statement needs more than the cache may hold
     */
    void makeRoom(long bytes, long inLease) throws IOException {
        if (inLease > mostBytes) {
            throw new IOException(
                    "the statement needs %,d bytes of files from another machine, and the cache may hold %,d: "
                                    .formatted(inLease, mostBytes)
                            + "ask for fewer days or devices");
        }
        clearLeftBehind();
        var copies = copies();
        var total = bytes + copies.stream().mapToLong(Copy::bytes).sum();
        for (var copy : copies) {
            if (total <= mostBytes) {
                break;
            }
            Files.deleteIfExists(copy.file());
            total -= copy.bytes();
        }
    }

    private List<Copy> copies() throws IOException {
        var copies = new ArrayList<Copy>();
        for (var file : list(folder)) {
            var about = attributes(file);
            if (about.isPresent() && file.toString().endsWith(COPY)) {
                copies.add(new Copy(
                        file, about.get().size(), about.get().lastModifiedTime().toInstant()));
            }
        }
        copies.sort(Comparator.comparing(Copy::used));
        return copies;
    }

    private void clearLeftBehind() throws IOException {
        var before = Instant.now().minus(LEFT_BEHIND);
        for (var file : list(folder)) {
            var about = attributes(file);
            if (about.isEmpty() || !about.get().lastModifiedTime().toInstant().isBefore(before)) {
                continue;
            }
            if (about.get().isDirectory()) {
                Lease.remove(file);
            } else if (file.toString().endsWith(PART)) {
                Files.deleteIfExists(file);
            }
        }
    }

    static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Empty if somebody else has just removed it. */
    private static Optional<BasicFileAttributes> attributes(Path file) throws IOException {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
