package dev.cradlewatch.jobs.feed;

import dev.cradlewatch.operators.device.AudioWindow;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** WAV files of 16 kHz mono S16LE, as an agent reads them. */
public final class WavFile {
    private static final int HEADER_BYTES = 44;
    private static final int FORMAT_BYTES = 16;
    private static final short PCM = 1;
    private static final short MONO = 1;
    private static final short SAMPLE_BYTES = 2;

    private WavFile() {}

    /**
     * Writes the rest of a recording to a new file.
     *
     * @throws IOException if the recording cannot be read or is longer than a WAV file may be, or the file exists
     */
    public static void write(Path file, AudioReader reader) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(HEADER_BYTES);
            var out = new BufferedOutputStream(Channels.newOutputStream(channel));
            var bytes = reader.copyTo(out);
            out.flush();
            if (bytes > Integer.MAX_VALUE - HEADER_BYTES) {
                throw new IOException("%s would hold %,d bytes of sound: a WAV file takes 2 GB (cut the recording)"
                        .formatted(file, bytes));
            }
            channel.write(header((int) bytes), 0);
        }
    }

    private static ByteBuffer header(int bytes) {
        var header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + bytes).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort(PCM).putShort(MONO);
        header.putInt(AudioWindow.SAMPLE_RATE_HZ).putInt(AudioWindow.SAMPLE_RATE_HZ * SAMPLE_BYTES);
        header.putShort(SAMPLE_BYTES).putShort((short) (8 * SAMPLE_BYTES));
        header.put(ascii("data")).putInt(bytes);
        return header.flip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
