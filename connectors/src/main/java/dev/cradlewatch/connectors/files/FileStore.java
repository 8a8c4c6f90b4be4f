package dev.cradlewatch.connectors.files;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.Path;

/** Folders that hold files of some megabytes at most. Whoever reads one sees all of it or none. */
public interface FileStore extends Serializable {

    /**
     * The store of an address.
     *
     * @param address such as {@code s3://bucket/clips}, {@code file:///srv/clips} or {@code /srv/clips}
     * @param bucket  how a bucket is reached, by Iceberg's names; not used for other addresses
     */
    static FileStore of(String address, Map<String, String> bucket) {
        return BucketFiles.SCHEME.equals(new Path(address).toUri().getScheme())
                ? new BucketFiles(bucket)
                : new FolderFiles();
    }

    /**
     * Writes a file, also over one that is there.
     *
     * @throws IOException if the store does not take it; then what was there is still there
     */
    void write(Path file, byte[] content) throws IOException;

    /** @throws java.io.FileNotFoundException if there is no such file */
    long size(Path file) throws IOException;

    /**
     * The beginning of a file.
     *
     * @param mostBytes what is behind them is not read
     * @throws java.io.FileNotFoundException if there is no such file
     */
    byte[] read(Path file, int mostBytes) throws IOException;

    /** All files below a folder, however deep; none if there is no such folder. */
    List<StoredFile> list(Path folder) throws IOException;

    /** Deletes files, and folders that have none left. One that is gone already is deleted. */
    void delete(Collection<Path> files) throws IOException;
}
