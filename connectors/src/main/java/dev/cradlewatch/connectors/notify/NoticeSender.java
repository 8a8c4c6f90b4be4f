package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.operators.notify.Notice;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** Tries to send a notice, once. */
public interface NoticeSender extends AutoCloseable {

    /** Never blocks; the future is done within the sender's time limits, and never exceptionally. */
    CompletableFuture<SendResult> send(Notice notice);

    @Override
    void close();

    /** Where each task gets its own. */
    @FunctionalInterface
    interface Source extends Serializable {
        NoticeSender open();
    }
}
