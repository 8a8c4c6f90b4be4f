package dev.cradlewatch.console.access;

import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AccessEntryCodec;
import dev.cradlewatch.operators.access.Invitation;
import dev.cradlewatch.operators.access.Role;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** Makes links that sign somebody in, once. */
public final class Invitations {
    private final LogWriter log;
    private final Duration goodFor;

    public Invitations(LogWriter log, Duration goodFor) {
        this.log = log;
        this.goodFor = goodFor;
    }

    /**
     * An invitation that is in the log.
     *
     * @param token   for the link; nobody else gets to know it
     * @param expires until when it is good
     */
    public record Made(String token, Instant expires) {

        /** The link; the token stands where no server and no proxy sees it. */
        public String link(URI page) {
            return page.toString().replaceFirst("/$", "") + "/#invite=" + token;
        }
    }

    /**
     * @param household empty for an analyst
     * @param person    id of the caregiver, or the analyst's name
     * @throws IOException if the log does not take it
     */
    public Made make(String household, String person, Role role) throws IOException, InterruptedException {
        var token = Tokens.random();
        var now = Instant.now();
        var invitation = new Invitation(Tokens.hash(token), household, person, role, now, now.plus(goodFor));
        log.write(Topics.ACCESS, invitation.key(), new AccessEntryCodec().encode(invitation), now);
        return new Made(token, invitation.expires());
    }
}
