package dev.cradlewatch.console.http;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie that holds a session's token: out of reach of scripts, and sent to this site only by this site's own pages.
 *
 * @param secure whether browsers may send it by HTTPS only, which its name then promises too (RFC 6265bis, __Host-)
 */
public record SessionCookie(boolean secure) {
    private static final String NAME = "cradlewatch";

    Optional<String> token(Context context) {
        return Optional.ofNullable(context.cookie(name())).filter(token -> !token.isEmpty());
    }

    /** @param age how long the browser keeps it; zero to forget it */
    public void set(Context context, String token, Duration age) {
        context.cookie(new Cookie(name(), token, "/", (int) age.toSeconds(), secure, true, null, SameSite.STRICT));
    }

    /** Lets the browser keep the token that it sent for longer. */
    public void renew(Context context, Duration age) {
        token(context).ifPresent(token -> set(context, token, age));
    }

    private String name() {
        return secure ? "__Host-" + NAME : NAME;
    }
}
