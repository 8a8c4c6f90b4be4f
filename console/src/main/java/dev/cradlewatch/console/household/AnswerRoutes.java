package dev.cradlewatch.console.household;

import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.connectors.wire.HouseholdSettingsCodec;
import dev.cradlewatch.console.clock.ConsoleClock;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.console.live.HouseholdLive;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.console.night.NightBook;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The buttons: I'm on it, false alarm, we missed a cry, snooze. */
public final class AnswerRoutes {
    private static final Set<Integer> SNOOZES = Set.of(0, 10, 30, 60);
    private static final Duration OLDEST_MISSED = Duration.ofDays(7);
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    private record OfAlert(int version) {}

    private record Missed(Optional<String> device, Instant from, Optional<Instant> to) {}

    private record Snooze(int minutes) {}

    private final LiveState state;
    private final NightBook nights;
    private final LogWriter log;
    private final ConsoleClock clock;
    private final Json json;

    public AnswerRoutes(LiveState state, NightBook nights, LogWriter log, ConsoleClock clock, Json json) {
        this.state = state;
        this.nights = nights;
        this.log = log;
        this.clock = clock;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/api/alerts/{alert}/acknowledge",
                        Audience.CAREGIVER,
                        (context, visitor) -> answer(context, visitor, FeedbackKind.ACKNOWLEDGED)),
                Route.post(
                        "/api/alerts/{alert}/false-alarm",
                        Audience.CAREGIVER,
                        (context, visitor) -> answer(context, visitor, FeedbackKind.FALSE_ALARM)),
                Route.post("/api/missed-cry", Audience.CAREGIVER, this::missed),
                Route.post("/api/snooze", Audience.CAREGIVER, this::snooze));
    }

    private void answer(Context context, Visitor visitor, FeedbackKind kind) throws IOException, InterruptedException {
        var alert = context.pathParam("alert");
        var version = json.read(context, OfAlert.class).version();
        var told = household(visitor).alert(alert);
        if (told.isEmpty() && !nights.hasAlert(visitor.household(), alert)) {
            throw Refusal.unknown("alert");
        }
        var now = clock.now();
        var at = told.map(open -> open.alert().at()).filter(now::isBefore).orElse(now);
        write(Feedback.ofAlert(
                UUID.randomUUID().toString(), visitor.household(), kind, alert, version, visitor.person(), at));
        context.status(HttpStatus.ACCEPTED);
    }

    private void missed(Context context, Visitor visitor) throws IOException, InterruptedException {
        var missed = json.read(context, Missed.class);
        var device = missed.device().orElse("");
        if (!device.isEmpty() && !household(visitor).hasDevice(device)) {
            throw Refusal.unknown("device");
        }
        var now = clock.now();
        if (missed.from() == null
                || missed.from().isAfter(now.plus(CLOCKS_APART))
                || missed.from().isBefore(now.minus(OLDEST_MISSED))) {
            throw Refusal.wrong("from: expected a time of the last %d days".formatted(OLDEST_MISSED.toDays()));
        }
        if (missed.to().isPresent() && missed.to().get().isBefore(missed.from())) {
            throw Refusal.wrong("to: expected a time after from");
        }
        write(new Feedback(
                UUID.randomUUID().toString(),
                visitor.household(),
                FeedbackKind.MISSED_CRY,
                "",
                0,
                visitor.person(),
                now,
                device,
                missed.from(),
                missed.to().orElse(Instant.EPOCH)));
        context.status(HttpStatus.ACCEPTED);
    }

    private void snooze(Context context, Visitor visitor) throws IOException, InterruptedException {
        var minutes = json.read(context, Snooze.class).minutes();
        if (!SNOOZES.contains(minutes)) {
            throw Refusal.wrong("minutes: expected 10, 30, 60, or 0 to end it");
        }
        var chosen = household(visitor).settings();
        var until = minutes == 0 ? Instant.EPOCH : clock.now().plus(Duration.ofMinutes(minutes));
        var settings = new HouseholdSettings(visitor.household(), chosen.sensitivity(), chosen.quietHours(), until);
        log.write(Topics.SETTINGS, visitor.household(), new HouseholdSettingsCodec().encode(settings), clock.now());
        context.status(HttpStatus.ACCEPTED);
    }

    private void write(Feedback feedback) throws IOException, InterruptedException {
        log.write(Topics.FEEDBACK, feedback.household(), new FeedbackCodec().encode(feedback), feedback.at());
    }

    private HouseholdLive household(Visitor visitor) {
        return state.household(visitor.household());
    }
}
