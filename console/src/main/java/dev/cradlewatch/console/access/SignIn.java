package dev.cradlewatch.console.access;

import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AccessEntryCodec;
import dev.cradlewatch.operators.access.AccessEntry;
import dev.cradlewatch.operators.access.Invitation;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.access.Session;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Invites, signs in and signs out: whatever it does it writes to topic access, and it counts when it comes back from there. */
public final class SignIn {
    private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(8);

    private final LogWriter log;
    private final AccessBook book;
    private final AccessPolicy policy;
    private final Invitations invitations;
    private final AccessEntryCodec codec = new AccessEntryCodec();

    public SignIn(LogWriter log, AccessBook book, AccessPolicy policy) {
        this.log = log;
        this.book = book;
        this.policy = policy;
        invitations = new Invitations(log, policy.invitationFor());
    }

    /**
     * A session that has just begun.
     *
     * @param token   for the cookie; nobody else gets to know it
     * @param session what it stands for
     */
    public record Begun(String token, Session session) {}

    /**
     * Makes an invitation, and returns when it can be used here.
     *
     * @param household empty for an analyst
     * @param person    id of the caregiver, or the analyst's name
     * @throws IOException if the log does not take it, or does not tell in time that it has
     */
    public Invitations.Made invite(String household, String person, Role role)
            throws IOException, InterruptedException {
        var made = invitations.make(household, person, role);
        comesBack(book.made(Tokens.hash(made.token())));
        return made;
    }

    /**
     * Uses an invitation up.
     *
     * @return none if it is unknown, used or over
     * @throws IOException if the log does not take it, or does not tell in time that it has
     */
    public Optional<Begun> begin(String invitationToken) throws IOException, InterruptedException {
        var now = Instant.now();
        var invitation = book.invitation(Tokens.hash(invitationToken), now);
        if (invitation.isEmpty()) {
            return Optional.empty();
        }
        var token = Tokens.random();
        var session = session(invitation.get(), Tokens.hash(token), now);
        put(session);
        if (!comesBack(book.firstSession(session.invitation())).equals(session.tokenHash())) {
            end(session);
            return Optional.empty();
        }
        put(new AccessEntry.Ended(invitation.get().key()));
        return Optional.of(new Begun(token, session));
    }

    /**
     * The session with a later end, if half of its time is over: who looks every night need not sign in again.
     *
     * @return none if it is young yet
     */
    public Optional<Session> renewed(Session session) throws IOException, InterruptedException {
        var now = Instant.now();
        if (Duration.between(now, session.expires())
                        .compareTo(policy.sessionFor().dividedBy(2))
                > 0) {
            return Optional.empty();
        }
        var later = session.until(now.plus(policy.sessionFor()));
        put(later);
        return Optional.of(later);
    }

    public void end(Session session) throws IOException, InterruptedException {
        put(new AccessEntry.Ended(session.key()));
    }

    public Duration sessionFor() {
        return policy.sessionFor();
    }

    private Session session(Invitation invitation, String tokenHash, Instant now) {
        return new Session(
                tokenHash,
                invitation.tokenHash(),
                invitation.household(),
                invitation.person(),
                invitation.role(),
                now,
                now.plus(policy.sessionFor()));
    }

    private static <T> T comesBack(CompletableFuture<T> told) throws IOException, InterruptedException {
        try {
            return told.get(COMES_BACK_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "topic %s does not come back within %d s: try again"
                            .formatted(Topics.ACCESS.name(), COMES_BACK_WITHIN.toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void put(AccessEntry entry) throws IOException, InterruptedException {
        log.write(Topics.ACCESS, entry.key(), codec.encode(entry), Instant.now());
    }
}
