package dev.cradlewatch.console.http;

import io.javalin.http.Context;
import java.util.Map;

/** What every answer tells the browser not to do: run or load what is not the page's own, be framed, guess types, tell others. */
final class SecurityHeaders {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:;"
                    + " connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), payment=()");

    private SecurityHeaders() {}

    static void put(Context context, boolean secure) {
        HEADERS.forEach(context::header);
        if (secure) {
            context.header("Strict-Transport-Security", "max-age=31536000");
        }
        if (context.path().startsWith("/api/")) {
            context.header("Cache-Control", "no-store");
        }
    }
}
