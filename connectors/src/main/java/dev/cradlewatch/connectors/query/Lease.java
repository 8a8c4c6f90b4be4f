package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.io.FileIO;

/** Files that one statement may read on this machine, whatever becomes of the {@link FileCache}'s copies meanwhile. */
final class Lease implements AutoCloseable {
    private static final int DOWNLOADS = 8;
    private static final String LOCAL = "file:";

    private final FileCache cache;
    private final Path folder;
    private final Path links;
    private long bytes;

    Lease(FileCache cache, Path folder) {
        this.cache = cache;
        this.folder = folder;
        this.links = folder.resolve(UUID.randomUUID().toString());
    }

    /**
     * Where the files are on this machine; fetches those that are not.
     *
     * @param io how they are read where they lie
     * @throws IOException if one cannot be fetched, or all together are more than the cache may hold
     */
    List<String> local(List<DataFile> files, FileIO io) throws IOException {
        var paths = new ArrayList<String>();
        var missing = new ArrayList<DataFile>();
        for (var file : files) {
            var location = file.location();
            if (isLocal(location)) {
                paths.add(path(location));
                continue;
            }
            makeFolder();
            var name = name(location);
            paths.add(links.resolve(name).toString());
            bytes += file.fileSizeInBytes();
            if (!link(folder.resolve(name), file)) {
                missing.add(file);
            }
        }
        if (!missing.isEmpty()) {
            cache.makeRoom(missing.stream().mapToLong(DataFile::fileSizeInBytes).sum(), bytes);
            fetch(missing, io);
        }
        return paths;
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(links)) {
            remove(links);
        }
    }

    /** Removes a lease's links; somebody else may be at it too. */
    static void remove(Path links) throws IOException {
        try {
            for (var link : FileCache.list(links)) {
                Files.deleteIfExists(link);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(links);
    }

    static boolean isLocal(String location) {
        return location.startsWith("/") || location.startsWith(LOCAL);
    }

    /** A file or folder of this machine as DuckDB names it. */
    static String path(String location) {
        return location.startsWith(LOCAL) ? Path.of(URI.create(location)).toString() : location;
    }

    private void makeFolder() throws IOException {
        if (Files.notExists(links)) {
            Files.createDirectories(links, forUserAlone());
        }
    }

    private static FileAttribute<?>[] forUserAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String name(String location) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(location.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash) + FileCache.COPY;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether there is a whole copy; if so, it counts as just used. */
    private boolean link(Path copy, DataFile file) throws IOException {
        var link = links.resolve(copy.getFileName());
        try {
            if (Files.size(copy) != file.fileSizeInBytes()) {
                return false;
            }
            Files.createLink(link, copy);
        } catch (NoSuchFileException e) {
            return false;
        }
        Files.setLastModifiedTime(link, FileTime.from(Instant.now()));
        return true;
    }

    private void fetch(List<DataFile> files, FileIO io) throws IOException {
        var threads = Executors.newFixedThreadPool(Math.min(DOWNLOADS, files.size()));
        try {
            var downloads = files.stream()
                    .map(file -> threads.submit(() -> {
                        fetch(file, io);
                        return file;
                    }))
                    .toList();
            for (var download : downloads) {
                download.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while files were fetched", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void fetch(DataFile file, FileIO io) throws IOException {
        var name = name(file.location());
        var part = folder.resolve(UUID.randomUUID() + FileCache.PART);
        try {
            try (var bytes = io.newInputFile(file).newStream()) {
                Files.copy(bytes, part);
            } catch (IOException | RuntimeException e) {
                throw new IOException("%s cannot be fetched: %s".formatted(file.location(), e.getMessage()), e);
            }
            if (Files.size(part) != file.fileSizeInBytes()) {
                throw new IOException("%s has %,d bytes, its table says %,d"
                        .formatted(file.location(), Files.size(part), file.fileSizeInBytes()));
            }
            Files.createLink(links.resolve(name), part);
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
