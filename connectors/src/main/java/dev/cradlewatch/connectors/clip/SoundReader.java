package dev.cradlewatch.connectors.clip;

import dev.cradlewatch.operators.stream.Origin;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Finds the sound of windows by where they stand in the log. */
public interface SoundReader extends AutoCloseable {

    /**
     * The samples of windows, 16 kHz mono S16LE, without those that the log does not have any more.
     *
     * @throws IOException if the log does not answer
     */
    Map<Origin, byte[]> read(List<Origin> windows) throws IOException, InterruptedException;

    @Override
    void close();
}
