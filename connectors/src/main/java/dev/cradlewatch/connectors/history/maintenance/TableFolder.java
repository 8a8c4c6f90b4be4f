package dev.cradlewatch.connectors.history.maintenance;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Where a table's files lie: a local folder or a part of a bucket. */
final class TableFolder {
    private static final String LOCAL = "file:";

    /** Hadoop keeps one beside each local file, and removes it with the file. */
    private static final String CHECKSUM = ".crc";

    private TableFolder() {}

    /**
     * All files there, by {@link #key}. Files that vanish meanwhile may be among them or not.
     *
     * @throws IOException if they cannot be listed
     */
    static Map<String, FileInfo> list(Table table) throws IOException {
        var all = new HashMap<String, FileInfo>();
        var folder = key(table.location());
        if (folder.startsWith("/")) {
            listLocal(Path.of(folder), all);
        } else if (table.io() instanceof SupportsPrefixOperations files) {
            files.listPrefix(table.location() + "/").forEach(file -> all.put(key(file.location()), file));
        } else {
            throw new IOException("files in %s cannot be listed by %s"
                    .formatted(table.location(), table.io().getClass().getSimpleName()));
        }
        return all;
    }

    /** The same for all spellings of a place: a local one with or without its scheme, S3 by either client's scheme. */
    static String key(String location) {
        if (location.startsWith(LOCAL + "/")) {
            return location.substring(LOCAL.length()).replaceFirst("^/+", "/");
        }
        return location.replaceFirst("^s3[an]?://", "s3://");
    }

    /** Not by Hadoop: it starts a process for each file to learn its permissions. */
    private static void listLocal(Path folder, Map<String, FileInfo> all) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                if (about.isRegularFile() && !file.toString().endsWith(CHECKSUM)) {
                    var location = file.toString();
                    all.put(
                            location,
                            new FileInfo(
                                    location,
                                    about.size(),
                                    about.lastModifiedTime().toMillis()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                if (why instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw why;
            }
        });
    }
}
