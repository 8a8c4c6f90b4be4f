package dev.cradlewatch.jobs.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A recording under way, one second at a time. */
public interface AudioReader extends AutoCloseable {

    /** The next second as 16 kHz mono S16LE, the last one padded with silence; empty at the end. */
    Optional<byte[]> next() throws IOException;

    /** Copies the rest without padding its end. */
    long copyTo(OutputStream out) throws IOException;

    @Override
    void close() throws IOException;
}
