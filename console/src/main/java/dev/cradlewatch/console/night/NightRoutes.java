package dev.cradlewatch.console.night;

import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.console.live.HouseholdLive;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.console.night.History.Row;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.household.Caregiver;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The night page. */
public final class NightRoutes {
    private static final int MOST_NIGHTS = 31;
    private static final String UTC = "UTC";

    private record Nights(String zone, List<NightSummary> nights) {}

    private final NightBook book;
    private final LiveState state;
    private final Json json;

    public NightRoutes(NightBook book, LiveState state, Json json) {
        this.book = book;
        this.state = state;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/nights", Audience.CAREGIVER, this::list),
                Route.get("/api/nights/{night}", Audience.CAREGIVER, this::night));
    }

    private void list(Context context, Visitor visitor) throws IOException {
        var days = Optional.ofNullable(context.queryParam("days")).orElse("8");
        if (!days.matches("[1-9][0-9]?") || Integer.parseInt(days) > MOST_NIGHTS) {
            throw Refusal.wrong("days: expected 1 to %d".formatted(MOST_NIGHTS));
        }
        json.write(
                context,
                new Nights(zone(household(visitor)), book.summaries(visitor.household(), Integer.parseInt(days))));
    }

    private void night(Context context, Visitor visitor) throws IOException {
        var night = date(context.pathParam("night"));
        var rows = book.night(visitor.household(), night);
        var devices = state.devicesOf(visitor.household()).stream()
                .collect(Collectors.toMap(DeviceRegistration::device, Function.identity()));
        var labels = rows.feedback().stream()
                .filter(row -> row.text("kind").equals("FALSE_ALARM"))
                .collect(Collectors.toMap(row -> row.text("alert_id"), row -> row.text("kind"), (one, other) -> one));
        var cries = rows.cries().stream().map(row -> cry(row, visitor, labels)).toList();
        json.write(
                context,
                new NightView(
                        night.toString(),
                        zone(household(visitor)),
                        night + "T12:00:00Z",
                        night.plusDays(1) + "T12:00:00Z",
                        cries,
                        rows.outages().stream().map(row -> outage(row, devices)).toList(),
                        rows.pictures().stream()
                                .filter(row -> devices.containsKey(row.text("device")))
                                .map(NightRoutes::picture)
                                .toList(),
                        quiet(cries),
                        rows.feedback().stream()
                                .filter(row -> row.text("kind").equals("MISSED_CRY"))
                                .map(row -> new NightView.MissedView(
                                        row.maybe("cry_from").orElse(row.text("said")),
                                        row.text("device"),
                                        name(visitor, row.text("caregiver"))))
                                .toList(),
                        rows.feedback().stream()
                                .map(row -> new NightView.FeedbackView(
                                        row.text("said"),
                                        row.text("kind"),
                                        row.text("alert_id"),
                                        name(visitor, row.text("caregiver"))))
                                .toList()));
    }

    private NightView.CryView cry(Row row, Visitor visitor, Map<String, String> labels) {
        return new NightView.CryView(
                row.text("id"),
                row.text("started"),
                row.text("ended"),
                row.flag("rang"),
                row.text("severity"),
                row.texts("devices"),
                row.maybe("acknowledged"),
                name(visitor, row.text("caregiver")),
                labels.getOrDefault(row.text("id"), ""));
    }

    private static NightView.OutageView outage(Row row, Map<String, DeviceRegistration> devices) {
        var device = row.text("device");
        var name = Optional.ofNullable(devices.get(device))
                .map(DeviceRegistration::name)
                .orElse(device);
        return new NightView.OutageView(device, name, row.text("started"), row.maybe("back"));
    }

    private static NightView.PictureView picture(Row row) {
        var address = "/api/devices/%s/pictures/%s/".formatted(part(row.text("device")), part(row.text("image_id")));
        return new NightView.PictureView(
                row.text("device"), row.text("image_id"), row.text("taken"), address + "night", address + "color");
    }

    /** Between one cry's end and the next one's beginning. */
    private static List<NightView.QuietView> quiet(List<NightView.CryView> cries) {
        var quiet = new ArrayList<NightView.QuietView>();
        for (var next = 1; next < cries.size(); next++) {
            quiet.add(new NightView.QuietView(
                    cries.get(next - 1).to(), cries.get(next).from()));
        }
        return quiet;
    }

    private String name(Visitor visitor, String person) {
        return household(visitor)
                .people()
                .caregiver(person)
                .map(Caregiver::name)
                .orElse(person);
    }

    private HouseholdLive household(Visitor visitor) {
        return state.household(visitor.household());
    }

    /** The household lives where its quiet hours do; one that never chose any sees UTC. */
    private static String zone(HouseholdLive household) {
        return Optional.of(household.settings().quietHours().zone())
                .filter(zone -> !zone.isEmpty())
                .orElse(UTC);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.wrong("night %s: expected a day such as 2026-01-15".formatted(text));
        }
    }

    private static String part(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
