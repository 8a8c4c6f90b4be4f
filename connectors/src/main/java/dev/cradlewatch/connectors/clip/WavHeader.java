package dev.cradlewatch.connectors.clip;

import dev.cradlewatch.operators.device.AudioWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The beginning of a WAV file of 16 kHz mono S16LE; the samples follow it. */
public final class WavHeader {
    /** Its size. */
    public static final int BYTES = 44;

    private static final int FORMAT_BYTES = 16;
    private static final short PCM = 1;
    private static final short MONO = 1;
    private static final short SAMPLE_BYTES = 2;

    private WavHeader() {}

    /** @param bytes size of the samples, at most {@code Integer.MAX_VALUE - BYTES} */
    public static ByteBuffer of(int bytes) {
        var header = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt(BYTES - 8 + bytes).put(ascii("WAVE"));
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
