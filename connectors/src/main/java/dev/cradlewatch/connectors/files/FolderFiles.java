package dev.cradlewatch.connectors.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Files of a file system that Flink knows and that renames as one step: a folder of this machine, or one that all machines have mounted. */
public record FolderFiles() implements FileStore {
    private static final String PART = ".part";

    @Override
    public void write(Path file, byte[] content) throws IOException {
        var part = new Path(file.getParent(), "." + file.getName() + PART);
        var system = file.getFileSystem();
        system.mkdirs(file.getParent());
        try (var out = system.create(part, FileSystem.WriteMode.OVERWRITE)) {
            out.write(content);
        }
        if (!system.rename(part, file)) {
            throw new IOException("%s cannot be renamed to %s".formatted(part, file));
        }
    }

    @Override
    public long size(Path file) throws IOException {
        return file.getFileSystem().getFileStatus(file).getLen();
    }

    @Override
    public byte[] read(Path file, int mostBytes) throws IOException {
        try (var in = file.getFileSystem().open(file)) {
            return in.readNBytes(mostBytes);
        }
    }

    @Override
    public List<StoredFile> list(Path folder) throws IOException {
        var files = new ArrayList<StoredFile>();
        for (var entry : entries(folder)) {
            if (entry.isDir()) {
                files.addAll(list(entry.getPath()));
            } else {
                files.add(new StoredFile(entry.getPath(), Instant.ofEpochMilli(entry.getModificationTime())));
            }
        }
        return files;
    }

    @Override
    public void delete(Collection<Path> files) throws IOException {
        var folders = new LinkedHashSet<Path>();
        for (var file : files) {
            file.getFileSystem().delete(file, false);
            folders.add(file.getParent());
        }
        for (var folder : folders) {
            if (entries(folder).length == 0) {
                folder.getFileSystem().delete(folder, false);
            }
        }
    }

    /** None if the folder is not there, or has just gone. */
    private static FileStatus[] entries(Path folder) throws IOException {
        try {
            return Optional.ofNullable(folder.getFileSystem().listStatus(folder))
                    .orElseGet(() -> new FileStatus[0]);
        } catch (FileNotFoundException none) {
            return new FileStatus[0];
        }
    }
}
