package dev.cradlewatch.console.access;

import java.time.Duration;

/**
 * How long people may come in.
 *
 * @param invitationFor how long a link is good
 * @param sessionFor    how long a browser stays signed in that is not used
 */
public record AccessPolicy(Duration invitationFor, Duration sessionFor) {

    public static AccessPolicy defaults() {
        return new AccessPolicy(Duration.ofDays(2), Duration.ofDays(90));
    }
}
