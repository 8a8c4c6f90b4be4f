package dev.cradlewatch.jobs.feed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A recording that can be played. */
@FunctionalInterface
public interface AudioSource {

    /** @throws IOException if it cannot be read; the message says what to do */
    AudioReader open() throws IOException, InterruptedException;

    /** The recording as a file of 16 kHz mono WAV, if it is one already. */
    default Optional<Path> wav() throws IOException {
        return Optional.empty();
    }
}
