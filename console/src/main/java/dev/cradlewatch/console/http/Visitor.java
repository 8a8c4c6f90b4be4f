package dev.cradlewatch.console.http;

import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.access.Session;
import java.time.Instant;

/**
 * Who asks.
 *
 * @param session as they signed in; for a route that anybody may take, perhaps nobody's
 * @param csrf    what their page must send with every change
 */
public record Visitor(Session session, String csrf) {
    private static final int SESSION_DIGITS = 12;

    static Visitor nobody() {
        return new Visitor(new Session("", "", "", "", Role.CAREGIVER, Instant.EPOCH, Instant.EPOCH), "");
    }

    public boolean isNobody() {
        return session.tokenHash().isEmpty();
    }

    public String household() {
        return session.household();
    }

    public String person() {
        return session.person();
    }

    /** Names the session where it must not be known. */
    public String sessionDigits() {
        return session.tokenHash().substring(0, SESSION_DIGITS);
    }
}
