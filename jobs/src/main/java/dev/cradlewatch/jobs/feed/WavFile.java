package dev.cradlewatch.jobs.feed;

import dev.cradlewatch.connectors.clip.WavHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** WAV files of 16 kHz mono S16LE, as an agent reads them. */
public final class WavFile {
    private WavFile() {}

    /**
     * Writes the rest of a recording to a new file.
     *
     * @throws IOException if the recording cannot be read or is longer than a WAV file may be, or the file exists
     */
    public static void write(Path file, AudioReader reader) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(WavHeader.BYTES);
            var out = new BufferedOutputStream(Channels.newOutputStream(channel));
            var bytes = reader.copyTo(out);
            out.flush();
            if (bytes > Integer.MAX_VALUE - WavHeader.BYTES) {
                throw new IOException("%s would hold %,d bytes of sound: a WAV file takes 2 GB (cut the recording)"
                        .formatted(file, bytes));
            }
            channel.write(WavHeader.of((int) bytes), 0);
        }
    }
}
