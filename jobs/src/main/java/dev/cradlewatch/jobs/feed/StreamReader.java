package dev.cradlewatch.jobs.feed;

import dev.cradlewatch.operators.device.AudioWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Cuts a stream of 16 kHz mono S16LE into seconds. */
final class StreamReader implements AudioReader {

    /** What must be true at the end of the stream. */
    interface AtEnd {
        void check() throws IOException;
    }

    private final InputStream pcm;
    private final AtEnd atEnd;

    StreamReader(InputStream pcm, AtEnd atEnd) {
        this.pcm = pcm;
        this.atEnd = atEnd;
    }

    @Override
    public Optional<byte[]> next() throws IOException {
        var second = pcm.readNBytes(AudioWindow.PCM_BYTES);
        if (second.length == 0) {
            atEnd.check();
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(second, AudioWindow.PCM_BYTES));
    }

    @Override
    public long copyTo(OutputStream out) throws IOException {
        var bytes = pcm.transferTo(out);
        atEnd.check();
        return bytes;
    }

    @Override
    public void close() throws IOException {
        pcm.close();
    }
}
