package dev.cradlewatch.connectors.files;

import java.time.Instant;
import org.apache.flink.core.fs.Path;

/**
 * A file in a {@link FileStore}.
 *
 * @param path      its address
 * @param writtenAt when it was written, by the store's clock
 */
public record StoredFile(Path path, Instant writtenAt) {}
