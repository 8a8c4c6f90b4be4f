package dev.cradlewatch.jobs.feed;

import java.io.IOException;

/** A recording that can be played. */
@FunctionalInterface
public interface AudioSource {

    /** @throws IOException if it cannot be read; the message says what to do */
    AudioReader open() throws IOException, InterruptedException;
}
