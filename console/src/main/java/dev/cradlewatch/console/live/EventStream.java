package dev.cradlewatch.console.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page's stream, written without waiting (servlet non-blocking output), so that one slow phone holds up nobody. What it has not
 * taken yet waits here; a page that falls too far behind is let go, asks anew and begins with the present state. Thread-safe.
 */
final class EventStream implements WriteListener, Page {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MOST_WAITING_BYTES = 4 << 20;

    private final ServletOutputStream out;
    private final String session;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean isBlocked = true;
    private boolean isClosing;
    private boolean isFlushed = true;

    EventStream(ServletOutputStream out, String session) {
        this.out = out;
        this.session = session;
    }

    /** Completes when the stream is over, for whatever reason. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public String session() {
        return session;
    }

    @Override
    public synchronized void tell(Frame frame) {
        if (isClosing) {
            return;
        }
        waiting.add(frame);
        waitingBytes += frame.bytes().length;
        if (waitingBytes > MOST_WAITING_BYTES) {
            LOG.info("a page is {} bytes behind and is let go", waitingBytes);
            isClosing = true;
            waiting.clear();
            ended.complete(null);
        } else if (!isBlocked) {
            write();
        }
    }

    @Override
    public synchronized void close() {
        isClosing = true;
        if (!isBlocked) {
            write();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        isBlocked = false;
        write();
    }

    @Override
    public void onError(Throwable gone) {
        synchronized (this) {
            isClosing = true;
            isBlocked = true;
            waiting.clear();
        }
        ended.complete(null);
    }

    /** Writes as much as goes without waiting; when more goes, the container says so. */
    private void write() {
        try {
            while (out.isReady()) {
                var frame = waiting.poll();
                if (frame != null) {
                    waitingBytes -= frame.bytes().length;
                    isFlushed = false;
                    out.write(frame.bytes());
                } else if (!isFlushed) {
                    isFlushed = true;
                    out.flush();
                } else {
                    if (isClosing) {
                        ended.complete(null);
                    }
                    return;
                }
            }
            isBlocked = true;
        } catch (IOException gone) {
            onError(gone);
        }
    }
}
