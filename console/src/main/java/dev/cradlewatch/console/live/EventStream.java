package dev.cradlewatch.console.live;

import dev.cradlewatch.console.metrics.ConsoleMetrics;
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
 * taken yet waits here; a page that falls too far behind is let go, asks anew and begins with the present state. Thread-safe: the
 * end is told without a lock, because whoever hears of it takes the household's, and those who hold that tell pages.
 */
final class EventStream implements WriteListener, Page {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int MOST_WAITING_BYTES = 4 << 20;

    private final ServletOutputStream out;
    private final String session;
    private final ConsoleMetrics metrics;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Queue<Frame> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean isBlocked = true;
    private boolean isClosing;
    private boolean isGone;
    private boolean isFlushed = true;

    EventStream(ServletOutputStream out, String session, ConsoleMetrics metrics) {
        this.out = out;
        this.session = session;
        this.metrics = metrics;
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
    public void tell(Frame frame) {
        if (take(frame)) {
            ended.complete(null);
        }
    }

    @Override
    public void close() {
        if (beginToClose()) {
            ended.complete(null);
        }
    }

    @Override
    public void onWritePossible() {
        if (goOn()) {
            ended.complete(null);
        }
    }

    @Override
    public void onError(Throwable gone) {
        letGo();
        ended.complete(null);
    }

    private synchronized boolean take(Frame frame) {
        if (isClosing) {
            return false;
        }
        waiting.add(frame);
        waitingBytes += frame.bytes().length;
        if (waitingBytes > MOST_WAITING_BYTES) {
            LOG.info("a page is {} bytes behind and is let go", waitingBytes);
            metrics.letPageGo();
            letGo();
            return true;
        }
        return !isBlocked && write();
    }

    private synchronized boolean beginToClose() {
        isClosing = true;
        return !isBlocked && write();
    }

    private synchronized boolean goOn() {
        if (isGone) {
            return false;
        }
        isBlocked = false;
        return write();
    }

    private synchronized void letGo() {
        isGone = true;
        isClosing = true;
        isBlocked = true;
        waiting.clear();
    }

    /**
     * Writes as much as goes without waiting; when more goes, the container says so.
     *
     * @return whether the stream is over
     */
    private boolean write() {
        try {
            while (out.isReady()) {
                var frame = waiting.poll();
                if (frame != null) {
                    waitingBytes -= frame.bytes().length;
                    isFlushed = false;
                    out.write(frame.bytes());
                    metrics.sentEvent();
                } else if (!isFlushed) {
                    isFlushed = true;
                    out.flush();
                } else {
                    return isClosing;
                }
            }
            isBlocked = true;
            return false;
        } catch (IOException | IllegalStateException gone) {
            letGo();
            return true;
        }
    }
}
