package dev.cradlewatch.operators.access;

import java.time.Instant;

/**
 * A link that signs somebody in, once.
 *
 * @param tokenHash SHA-256 of its token, lower-case hexadecimal; the token itself is only in the link
 * @param household whose caregiver it is for; empty for an analyst
 * @param person    id of the caregiver, or the analyst's name
 * @param role      what it lets them see
 * @param created   when it was made, by the machine's clock
 * @param expires   from when on it is void
 */
public record Invitation(String tokenHash, String household, String person, Role role, Instant created, Instant expires)
        implements AccessEntry {

    @Override
    public String key() {
        return key(tokenHash);
    }

    /** The key of the invitation with this hash. */
    public static String key(String tokenHash) {
        return "invitation/" + tokenHash;
    }

    public boolean isValid(Instant now) {
        return now.isBefore(expires);
    }
}
