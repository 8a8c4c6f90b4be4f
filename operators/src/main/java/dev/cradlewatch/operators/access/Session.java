package dev.cradlewatch.operators.access;

import java.time.Instant;

/**
 * Somebody who signed in, on one browser.
 *
 * @param tokenHash  SHA-256 of the cookie's token, lower-case hexadecimal; the token itself is only in the browser
 * @param invitation hash of the invitation that began it: of several sessions that name one, the first in the log counts
 * @param household  whose caregiver it is; empty for an analyst
 * @param person     id of the caregiver, or the analyst's name
 * @param role       what they may see
 * @param created    when it began, by the machine's clock
 * @param expires    from when on it is void
 */
public record Session(
        String tokenHash,
        String invitation,
        String household,
        String person,
        Role role,
        Instant created,
        Instant expires)
        implements AccessEntry {

    @Override
    public String key() {
        return key(tokenHash);
    }

    /** The key of the session with this hash. */
    public static String key(String tokenHash) {
        return "session/" + tokenHash;
    }

    public boolean isValid(Instant now) {
        return now.isBefore(expires);
    }

    public Session until(Instant later) {
        return new Session(tokenHash, invitation, household, person, role, created, later);
    }
}
