package dev.cradlewatch.console.http;

import io.javalin.http.HttpStatus;

/** A request that is not answered as asked; the message says to a person what is wrong and what to do next. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    private Refusal(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    public HttpStatus status() {
        return status;
    }

    public static Refusal wrong(String message) {
        return new Refusal(HttpStatus.BAD_REQUEST, message);
    }

    public static Refusal signedOut() {
        return new Refusal(HttpStatus.UNAUTHORIZED, "not signed in: open an invitation link");
    }

    public static Refusal forbidden(String message) {
        return new Refusal(HttpStatus.FORBIDDEN, message);
    }

    /** Whether somebody else has such a thing is not told. */
    public static Refusal unknown(String what) {
        return new Refusal(HttpStatus.NOT_FOUND, "no such " + what + " here");
    }

    public static Refusal used(String message) {
        return new Refusal(HttpStatus.GONE, message);
    }

    public static Refusal tooMuch(String message) {
        return new Refusal(HttpStatus.CONTENT_TOO_LARGE, message);
    }

    public static Refusal tooSlow(String message) {
        return new Refusal(HttpStatus.GATEWAY_TIMEOUT, message);
    }

    public static Refusal unavailable(String message) {
        return new Refusal(HttpStatus.SERVICE_UNAVAILABLE, message);
    }
}
