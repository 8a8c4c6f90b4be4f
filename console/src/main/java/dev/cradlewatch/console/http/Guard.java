package dev.cradlewatch.console.http;

import dev.cradlewatch.console.access.AccessBook;
import dev.cradlewatch.console.access.Tokens;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a request in or not: by the session of its cookie, the role that the route is for, the page's token for whatever changes
 * something (against forged requests from other sites, beside the cookie's SameSite), and the rate.
 */
public final class Guard {
    /** Header with the page's token. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    private final AccessBook book;
    private final SessionCookie cookie;
    private final Limits limits;

    public Guard(AccessBook book, SessionCookie cookie, Limits limits) {
        this.book = book;
        this.cookie = cookie;
        this.limits = limits;
    }

    /** @throws Refusal if the route is not for whoever asks */
    Visitor admit(Context context, Route route) {
        if (route.audience() == Audience.ANYBODY) {
            if (route.changesSomething()) {
                limits.ofAddress(context.ip());
            }
            return cookie.token(context).flatMap(this::visitor).orElseGet(Visitor::nobody);
        }
        var token = cookie.token(context);
        var visitor = token.flatMap(this::visitor);
        if (visitor.isEmpty()) {
            limits.ofAddress(context.ip());
            throw Refusal.signedOut();
        }
        limits.ofSession(visitor.get().session().tokenHash());
        if (!route.audience().admits(visitor.get().session().role())) {
            throw Refusal.forbidden(
                    "this is not for a " + visitor.get().session().role());
        }
        if (route.changesSomething() && !isFromPage(context, visitor.get())) {
            throw Refusal.forbidden("header %s is missing or wrong: load the page anew".formatted(CSRF_HEADER));
        }
        return visitor.get();
    }

    private Optional<Visitor> visitor(String token) {
        return book.session(Tokens.hash(token), Instant.now()).map(session -> new Visitor(session, Tokens.csrf(token)));
    }

    private static boolean isFromPage(Context context, Visitor visitor) {
        var sent = Optional.ofNullable(context.header(CSRF_HEADER)).orElse("");
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), visitor.csrf().getBytes(StandardCharsets.UTF_8));
    }
}
