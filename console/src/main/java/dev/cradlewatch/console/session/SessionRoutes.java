package dev.cradlewatch.console.session;

import dev.cradlewatch.console.access.AccessBook;
import dev.cradlewatch.console.access.SignIn;
import dev.cradlewatch.console.access.Tokens;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.SessionCookie;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.access.Session;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Sign-in by a link that is good once, the session that it begins, and links for others. */
public final class SessionRoutes {

    private record Link(String token) {}

    private record Invited(String caregiver) {}

    private record InvitationView(String link, Instant expiresAt) {}

    private record PresentView(
            Role role,
            String household,
            String householdName,
            String caregiver,
            String name,
            String csrf,
            Instant expiresAt) {}

    private record SessionView(
            String id, String caregiver, String name, Instant createdAt, Instant expiresAt, boolean current) {}

    private final LiveState state;
    private final AccessBook book;
    private final SignIn signIn;
    private final SessionCookie cookie;
    private final Supplier<URI> address;
    private final Json json;

    /** @param address of the page, for links */
    public SessionRoutes(
            LiveState state, AccessBook book, SignIn signIn, SessionCookie cookie, Supplier<URI> address, Json json) {
        this.state = state;
        this.book = book;
        this.signIn = signIn;
        this.cookie = cookie;
        this.address = address;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/sign-in", Audience.ANYBODY, (context, nobody) -> signIn(context)),
                Route.post("/api/sign-out", Audience.SIGNED_IN, this::signOut),
                Route.get("/api/session", Audience.ANYBODY, this::present),
                Route.post("/api/invitations", Audience.CAREGIVER, this::invite),
                Route.get("/api/sessions", Audience.CAREGIVER, this::list),
                Route.post("/api/sessions/{session}/end", Audience.CAREGIVER, this::end));
    }

    private void signIn(Context context) throws IOException, InterruptedException {
        var token = json.read(context, Link.class).token();
        if (token == null || token.isBlank()) {
            throw Refusal.wrong("token: expected that of an invitation link");
        }
        var begun = signIn.begin(token)
                .orElseThrow(() -> Refusal.used("this link was used already or is too old: ask for another one"));
        cookie.set(context, begun.token(), signIn.sessionFor());
        json.write(context, view(begun.session(), Tokens.csrf(begun.token())));
    }

    private void present(Context context, Visitor visitor) throws IOException, InterruptedException {
        if (visitor.isNobody()) {
            context.status(HttpStatus.NO_CONTENT);
            return;
        }
        var renewed = signIn.renewed(visitor.session());
        if (renewed.isPresent()) {
            cookie.renew(context, signIn.sessionFor());
        }
        json.write(context, view(renewed.orElse(visitor.session()), visitor.csrf()));
    }

    private void signOut(Context context, Visitor visitor) throws IOException, InterruptedException {
        signIn.end(visitor.session());
        cookie.set(context, "", Duration.ZERO);
        context.status(HttpStatus.NO_CONTENT);
    }

    private void invite(Context context, Visitor visitor) throws IOException, InterruptedException {
        var caregiver = json.read(context, Invited.class).caregiver();
        var people = state.household(visitor.household()).people();
        if (caregiver == null || people.caregiver(caregiver).isEmpty()) {
            throw Refusal.unknown("caregiver");
        }
        var made = signIn.invite(visitor.household(), caregiver, Role.CAREGIVER);
        context.status(HttpStatus.CREATED);
        json.write(context, new InvitationView(made.link(address.get()), made.expires()));
    }

    private void list(Context context, Visitor visitor) {
        json.write(
                context,
                book.sessionsOf(visitor.household(), Instant.now()).stream()
                        .map(session -> new SessionView(
                                id(session),
                                session.person(),
                                personName(session),
                                session.created(),
                                session.expires(),
                                session.tokenHash().equals(visitor.session().tokenHash())))
                        .toList());
    }

    private void end(Context context, Visitor visitor) throws IOException, InterruptedException {
        var id = context.pathParam("session");
        var ended = book.sessionsOf(visitor.household(), Instant.now()).stream()
                .filter(session -> id(session).equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown("session"));
        signIn.end(ended);
        context.status(HttpStatus.ACCEPTED);
    }

    private PresentView view(Session session, String csrf) {
        var isAnalyst = session.role() == Role.ANALYST;
        return new PresentView(
                session.role(),
                session.household(),
                isAnalyst ? "" : state.household(session.household()).name(),
                session.person(),
                personName(session),
                csrf,
                session.expires());
    }

    private String personName(Session session) {
        if (session.role() == Role.ANALYST) {
            return session.person();
        }
        return state.household(session.household())
                .people()
                .caregiver(session.person())
                .map(caregiver -> caregiver.name())
                .orElse(session.person());
    }

    private static String id(Session session) {
        return new Visitor(session, "").sessionDigits();
    }
}
