package dev.cradlewatch.operators.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.ImageOutputStreamImpl;

/** A file under construction, in memory once, and no longer than it may become. */
final class MemoryOutput extends ImageOutputStreamImpl {
    private static final int BLOCK = 1 << 16;

    private final List<byte[]> blocks = new ArrayList<>();
    private final long maxBytes;
    private long length;
    private boolean isFull;

    MemoryOutput(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
        flushBits();
        if (streamPos + count > maxBytes) {
            isFull = true;
            throw new IOException("file of more than %d bytes".formatted(maxBytes));
        }
        for (int done = 0; done < count; ) {
            int at = (int) (streamPos % BLOCK);
            int part = Math.min(count - done, BLOCK - at);
            System.arraycopy(from, offset + done, block(streamPos), at, part);
            streamPos += part;
            done += part;
        }
        length = Math.max(length, streamPos);
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < length ? block(streamPos)[(int) (streamPos++ % BLOCK)] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int count) {
        bitOffset = 0;
        int available = (int) Math.min(count, length - streamPos);
        for (int done = 0; done < available; ) {
            int at = (int) (streamPos % BLOCK);
            int part = Math.min(available - done, BLOCK - at);
            System.arraycopy(block(streamPos), at, into, offset + done, part);
            streamPos += part;
            done += part;
        }
        return available > 0 ? available : -1;
    }

    @Override
    public long length() {
        return length;
    }

    /** Whether it became longer than it may, and is of no use. */
    boolean isFull() {
        return isFull;
    }

    byte[] bytes() {
        var bytes = new byte[(int) length];
        for (int at = 0; at < length; at += BLOCK) {
            System.arraycopy(block(at), 0, bytes, at, (int) Math.min(BLOCK, length - at));
        }
        return bytes;
    }

    private byte[] block(long position) {
        int number = (int) (position / BLOCK);
        while (blocks.size() <= number) {
            blocks.add(new byte[BLOCK]);
        }
        return blocks.get(number);
    }
}
