package dev.cradlewatch.console.household;

import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.HouseholdSettingsCodec;
import dev.cradlewatch.console.clock.ConsoleClock;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.QuietHours;
import dev.cradlewatch.operators.alert.Sensitivity;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** How sure the system must be before it rings, and when it must not. */
public final class SettingsRoutes {

    private record Choice(Sensitivity sensitivity, Optional<Hours> quietHours) {}

    private record Hours(String from, String to, String zone) {}

    private final LiveState state;
    private final SensitivityCurve curve;
    private final LogWriter log;
    private final ConsoleClock clock;
    private final Json json;

    public SettingsRoutes(LiveState state, SensitivityCurve curve, LogWriter log, ConsoleClock clock, Json json) {
        this.state = state;
        this.curve = curve;
        this.log = log;
        this.clock = clock;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                Route.put("/api/settings", Audience.CAREGIVER, this::choose),
                Route.get("/api/sensitivity", Audience.CAREGIVER, (context, visitor) -> json.write(context, curve)));
    }

    private void choose(Context context, Visitor visitor) throws IOException, InterruptedException {
        var choice = json.read(context, Choice.class);
        if (choice.sensitivity() == null) {
            throw Refusal.wrong("sensitivity: expected LOW, NORMAL or HIGH");
        }
        var snoozedUntil = state.household(visitor.household()).settings().snoozedUntil();
        var settings = new HouseholdSettings(
                visitor.household(),
                choice.sensitivity(),
                choice.quietHours().map(SettingsRoutes::quietHours).orElseGet(QuietHours::never),
                snoozedUntil);
        log.write(Topics.SETTINGS, visitor.household(), new HouseholdSettingsCodec().encode(settings), clock.now());
        context.status(HttpStatus.ACCEPTED);
    }

    private static QuietHours quietHours(Hours hours) {
        try {
            var quiet = new QuietHours(LocalTime.parse(hours.from()), LocalTime.parse(hours.to()), hours.zone());
            ZoneId.of(quiet.zone());
            return quiet;
        } catch (DateTimeException | NullPointerException e) {
            throw Refusal.wrong("quietHours: expected from and to as HH:MM, and an IANA zone such as Europe/Madrid");
        }
    }
}
