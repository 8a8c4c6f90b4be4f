package dev.cradlewatch.console.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A container's output to a browser that reads when the test says so. */
final class SlowPage extends ServletOutputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private int room;
    private int flushes;
    private boolean isGone;
    private boolean isBusy;

    /** The browser has room for so many more writes. */
    void room(int writes) {
        room = writes;
        isBusy = false;
    }

    /** The browser has gone; who writes gets to know. */
    void leave() {
        isGone = true;
    }

    String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    int flushes() {
        return flushes;
    }

    @Override
    public boolean isReady() {
        isBusy = room == 0;
        return !isBusy;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        mustBeReady();
        room--;
        read.writeBytes(bytes);
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one});
    }

    @Override
    public void flush() throws IOException {
        mustBeReady();
        flushes++;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException("the test calls the listener itself");
    }

    private void mustBeReady() throws IOException {
        if (isBusy || room == 0) {
            throw new IllegalStateException("written while not ready: Servlet 6.0, 3.7 forbids it");
        }
        if (isGone) {
            throw new IOException("broken pipe");
        }
    }
}
