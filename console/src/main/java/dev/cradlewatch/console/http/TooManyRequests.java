package dev.cradlewatch.console.http;

import java.time.Duration;

/** Somebody asks faster than anybody needs to. */
public final class TooManyRequests extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Duration retryAfter;

    TooManyRequests(Duration retryAfter) {
        super("too many requests: try again in %d s".formatted(Math.max(1, retryAfter.toSeconds())));
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
