package dev.cradlewatch.console.access;

import dev.cradlewatch.operators.access.AccessEntry;
import dev.cradlewatch.operators.access.Invitation;
import dev.cradlewatch.operators.access.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Invitations and sessions, read from topic access in its order. Of several sessions that name one invitation the first counts, so
 * that an invitation is good once, however many consoles take it at the same time. Thread-safe.
 */
public final class AccessBook {
    private final Map<String, Invitation> invitations = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, String> firstSessions = new HashMap<>();
    private final Map<String, CompletableFuture<String>> awaited = new HashMap<>();
    private final Map<String, CompletableFuture<Invitation>> awaitedInvitations = new HashMap<>();
    private final List<Consumer<String>> endings = new CopyOnWriteArrayList<>();

    /** Takes the next entry of the topic. */
    public void take(AccessEntry entry) {
        if (entry instanceof Invitation invitation) {
            put(invitation);
        } else if (entry instanceof Session session) {
            put(session);
        } else {
            end(entry.key());
        }
    }

    /** Is called with the hash of each session that ends. */
    public void onEnding(Consumer<String> listener) {
        endings.add(listener);
    }

    /** The invitation with this hash, if nobody has used it and its time is not over. */
    public synchronized Optional<Invitation> invitation(String tokenHash, Instant now) {
        return Optional.ofNullable(invitations.get(tokenHash))
                .filter(invitation -> invitation.isValid(now) && !firstSessions.containsKey(tokenHash));
    }

    /** The session with this hash, if it counts and its time is not over. */
    public synchronized Optional<Session> session(String tokenHash, Instant now) {
        return Optional.ofNullable(sessions.get(tokenHash)).filter(session -> session.isValid(now));
    }

    /** A household's sessions, the newest first. */
    public synchronized List<Session> sessionsOf(String household, Instant now) {
        return sessions.values().stream()
                .filter(session -> !household.isEmpty() && session.household().equals(household))
                .filter(session -> session.isValid(now))
                .sorted(Comparator.comparing(Session::created).reversed())
                .toList();
    }

    /** Completes with the hash of the session that an invitation began, as soon as the log tells. */
    public synchronized CompletableFuture<String> firstSession(String invitation) {
        var first = firstSessions.get(invitation);
        return first == null
                ? awaited.computeIfAbsent(invitation, hash -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(first);
    }

    /** Completes with an invitation that was just made, as soon as the log tells. */
    public synchronized CompletableFuture<Invitation> made(String tokenHash) {
        var known = invitations.get(tokenHash);
        return known == null
                ? awaitedInvitations.computeIfAbsent(tokenHash, hash -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(known);
    }

    private void put(Invitation invitation) {
        Optional<CompletableFuture<Invitation>> waiting;
        synchronized (this) {
            invitations.put(invitation.tokenHash(), invitation);
            waiting = Optional.ofNullable(awaitedInvitations.remove(invitation.tokenHash()));
        }
        waiting.ifPresent(future -> future.complete(invitation));
    }

    private void put(Session session) {
        var waiting = new ArrayList<CompletableFuture<String>>();
        synchronized (this) {
            var first = firstSessions.putIfAbsent(session.invitation(), session.tokenHash());
            if (first == null || first.equals(session.tokenHash())) {
                sessions.put(session.tokenHash(), session);
            }
            Optional.ofNullable(awaited.remove(session.invitation())).ifPresent(waiting::add);
        }
        waiting.forEach(
                future -> future.complete(firstSession(session.invitation()).join()));
    }

    private void end(String key) {
        var ended = new ArrayList<String>();
        synchronized (this) {
            invitations.values().removeIf(invitation -> invitation.key().equals(key));
            sessions.values().removeIf(session -> session.key().equals(key) && ended.add(session.tokenHash()));
        }
        ended.forEach(hash -> endings.forEach(listener -> listener.accept(hash)));
    }
}
