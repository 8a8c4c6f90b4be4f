package dev.cradlewatch.console.household;

import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.ChannelTestCodec;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.console.access.AccessBook;
import dev.cradlewatch.console.access.SignIn;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Limits;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.notify.Delivery;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who is told how, and whether that works. */
public final class PeopleRoutes {

    private final LiveState state;
    private final AccessBook access;
    private final SignIn signIn;
    private final LogWriter log;
    private final Limits limits;
    private final Json json;
    private final String pushKey;

    /** @param pushKey public VAPID key that browsers subscribe with, base64url; empty if web push is not set up */
    public PeopleRoutes(
            LiveState state,
            AccessBook access,
            SignIn signIn,
            LogWriter log,
            Limits limits,
            Json json,
            String pushKey) {
        this.state = state;
        this.access = access;
        this.signIn = signIn;
        this.log = log;
        this.limits = limits;
        this.json = json;
        this.pushKey = pushKey;
    }

    public List<Route> routes() {
        return List.of(
                Route.put("/api/people", Audience.CAREGIVER, this::change),
                Route.post("/api/people/{caregiver}/channels/{channel}/test", Audience.CAREGIVER, this::testChannel),
                Route.post("/api/home-assistant/test", Audience.CAREGIVER, this::testHomeAssistant),
                Route.get(
                        "/api/push-key",
                        Audience.CAREGIVER,
                        (context, visitor) -> json.write(context, Map.of("key", pushKey))));
    }

    private void change(Context context, Visitor visitor) throws IOException, InterruptedException {
        var form = json.read(context, PeopleForm.class);
        var before = state.household(visitor.household()).people();
        var after = form.applyTo(before, visitor.person());
        log.write(Topics.HOUSEHOLDS, after.household(), new HouseholdCodec().encode(after), Instant.now());
        endSessionsOfGone(before, after);
        context.status(HttpStatus.ACCEPTED);
    }

    private void endSessionsOfGone(Household before, Household after) throws IOException, InterruptedException {
        for (var session : access.sessionsOf(after.household(), Instant.now())) {
            if (before.caregiver(session.person()).isPresent()
                    && after.caregiver(session.person()).isEmpty()) {
                signIn.end(session);
            }
        }
    }

    private void testChannel(Context context, Visitor visitor) throws IOException, InterruptedException {
        var caregiver = context.pathParam("caregiver");
        var channel = context.pathParam("channel");
        state.household(visitor.household())
                .people()
                .caregiver(caregiver)
                .flatMap(person -> person.channel(channel))
                .orElseThrow(() -> Refusal.unknown("channel"));
        test(context, visitor, caregiver, channel);
    }

    private void testHomeAssistant(Context context, Visitor visitor) throws IOException, InterruptedException {
        if (!state.household(visitor.household()).people().homeAssistant().isSet()) {
            throw Refusal.unknown("Home Assistant");
        }
        test(context, visitor, "", Delivery.HOME_ASSISTANT);
    }

    private void test(Context context, Visitor visitor, String caregiver, String channel)
            throws IOException, InterruptedException {
        limits.ofChannelTest(visitor.household());
        var people = state.household(visitor.household()).people();
        var askedBy =
                people.caregiver(visitor.person()).map(person -> person.name()).orElse(visitor.person());
        var test = new ChannelTest(
                UUID.randomUUID().toString(), visitor.household(), caregiver, channel, askedBy, Instant.now());
        log.write(Topics.CHANNEL_TESTS, visitor.household(), new ChannelTestCodec().encode(test), test.at());
        context.status(HttpStatus.ACCEPTED);
        json.write(context, Map.of("id", test.id()));
    }
}
