package dev.cradlewatch.console.live;

import dev.cradlewatch.console.clock.ConsoleClock;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One household as the log tells it, and the pages that look at it. A page that opens gets everything, then every change, with none
 * between lost: both happen under one lock. Thread-safe.
 */
public final class HouseholdLive {
    private static final int MOST_DELIVERIES = 200;
    private static final int MOST_PAGES_OF_SESSION = 20;

    private final String id;
    private final ConsoleClock clock;
    private final Json json;
    private final Views views;
    private final AlertBook alerts = new AlertBook();
    private final Map<String, DeviceRegistration> devices = new TreeMap<>();
    private final Map<String, ScoreTrack> scores = new HashMap<>();
    private final Map<String, PictureShelf> pictures = new HashMap<>();
    private final Map<String, Instant> lastHeard = new HashMap<>();
    private final Map<String, DeliveryView> deliveries = new LinkedHashMap<>();
    private final Set<Page> pages = new LinkedHashSet<>();
    private HouseholdSettings settings;
    private Household people;

    HouseholdLive(String id, ConsoleClock clock, Json json) {
        this.id = id;
        this.clock = clock;
        this.json = json;
        settings = HouseholdSettings.defaults(id);
        people = Household.defaults(id);
        views = new Views(this::deviceName, this::personName);
    }

    /** Tells a page everything, and from then on what changes. Of too many pages of one session the oldest is let go. */
    synchronized void open(Page page) {
        var own = pages.stream()
                .filter(other -> other.session().equals(page.session()))
                .toList();
        if (own.size() >= MOST_PAGES_OF_SESSION) {
            own.get(0).close();
            pages.remove(own.get(0));
        }
        page.tell(Frame.of("snapshot", json.bytes(snapshot())));
        pages.add(page);
    }

    synchronized void close(Page page) {
        pages.remove(page);
    }

    synchronized boolean hasPages() {
        return !pages.isEmpty();
    }

    /** Ends the pages of a session that has ended. */
    synchronized void end(String session) {
        var ended =
                pages.stream().filter(page -> page.session().equals(session)).toList();
        ended.forEach(page -> {
            page.tell(Frame.of("signed-out", json.bytes(Map.of())));
            page.close();
        });
        ended.forEach(pages::remove);
    }

    synchronized int pages() {
        return pages.size();
    }

    synchronized List<CribView> cribs() {
        return devices.keySet().stream().map(this::crib).toList();
    }

    synchronized void tick() {
        if (!pages.isEmpty()) {
            publish("now", new SnapshotView.Now(clock.now(), clock.rate()));
        }
    }

    synchronized void closeAll() {
        List.copyOf(pages).forEach(Page::close);
        pages.clear();
    }

    synchronized SnapshotView snapshot() {
        var points = new TreeMap<String, List<List<Object>>>();
        devices.keySet().forEach(device -> points.put(device, track(device).points()));
        return new SnapshotView(
                clock.now(),
                clock.rate(),
                new SnapshotView.HouseholdName(id, name()),
                cribs(),
                alerts.all().stream().map(this::view).toList(),
                points,
                SettingsView.of(settings),
                PeopleView.of(people),
                deliveries.values());
    }

    synchronized void take(Alert alert) {
        var cribs = new LinkedHashSet<String>();
        for (var changed : alerts.take(alert)) {
            var told = alerts.find(changed);
            told.ifPresent(now -> publish("alert", view(now)));
            told.ifPresent(now ->
                    now.alert().evidence().stream().map(DeviceEvidence::device).forEach(cribs::add));
        }
        cribs.forEach(this::publishCrib);
    }

    synchronized void take(Feedback feedback) {
        if (alerts.take(feedback)) {
            alerts.find(feedback.alertId()).ifPresent(told -> publish("alert", view(told)));
        }
    }

    synchronized void take(ScoredWindow scored) {
        var device = scored.window().device();
        track(device)
                .take(scored)
                .ifPresent(point -> publish("scores", new SnapshotView.Points(device, List.of(point))));
    }

    /** A sign of life. */
    synchronized void heard(String device, Instant at) {
        lastHeard.merge(device, at, (one, other) -> one.isAfter(other) ? one : other);
        publishCrib(device);
    }

    synchronized void take(ColorizedImage image, Origin origin) {
        pictures.computeIfAbsent(image.device(), device -> new PictureShelf()).take(image, origin);
        publishCrib(image.device());
    }

    synchronized void take(DeviceRegistration registration) {
        devices.put(registration.device(), registration);
        publishCrib(registration.device());
    }

    /** The device is revoked, or another household's. */
    synchronized void remove(String device) {
        if (devices.remove(device) != null) {
            publish("crib", new CribView.Gone(device, true));
        }
    }

    synchronized void take(HouseholdSettings chosen) {
        settings = chosen;
        publish("settings", SettingsView.of(chosen));
    }

    synchronized void take(Household household) {
        people = household;
        publish("people", PeopleView.of(household));
    }

    synchronized void take(Delivery delivery) {
        var view = DeliveryView.of(delivery);
        var before = Optional.ofNullable(deliveries.remove(delivery.id()));
        if (before.isPresent() && before.get().attempts() > delivery.attempts()) {
            deliveries.put(delivery.id(), before.get());
            return;
        }
        deliveries.put(delivery.id(), view);
        if (deliveries.size() > MOST_DELIVERIES) {
            deliveries.remove(deliveries.keySet().iterator().next());
        }
        publish("delivery", view);
    }

    public synchronized HouseholdSettings settings() {
        return settings;
    }

    public synchronized Household people() {
        return people;
    }

    public synchronized String name() {
        return people.name().isEmpty() ? id : people.name();
    }

    public synchronized boolean hasDevice(String device) {
        return devices.containsKey(device);
    }

    public synchronized Optional<ToldAlert> alert(String alertId) {
        return alerts.find(alertId);
    }

    public synchronized Optional<PicturePair> picture(String device, String imageId) {
        return Optional.ofNullable(pictures.get(device)).flatMap(shelf -> shelf.find(imageId));
    }

    /** Where the sound of a time stands that the job admitted. */
    public synchronized List<Origin> sound(String device, Instant from, Instant to) {
        return track(device).origins(from, to);
    }

    private void publishCrib(String device) {
        if (devices.containsKey(device)) {
            publish("crib", crib(device));
        }
    }

    /** A page whose browser is gone takes itself away while it is told. */
    private void publish(String event, Object view) {
        if (pages.isEmpty()) {
            return;
        }
        var frame = Frame.of(event, json.bytes(view));
        List.copyOf(pages).forEach(page -> page.tell(frame));
    }

    private CribView crib(String device) {
        var shelf = Optional.ofNullable(pictures.get(device));
        return views.crib(
                device, alerts, Optional.ofNullable(lastHeard.get(device)), shelf.flatMap(PictureShelf::newest));
    }

    private AlertView view(ToldAlert told) {
        return views.alert(told, alerts.label(told.alert().id()));
    }

    private ScoreTrack track(String device) {
        return scores.computeIfAbsent(device, ignored -> new ScoreTrack());
    }

    private String deviceName(String device) {
        return Optional.ofNullable(devices.get(device))
                .map(DeviceRegistration::name)
                .filter(name -> !name.isEmpty())
                .orElse(device);
    }

    private String personName(String person) {
        return people.caregiver(person).map(caregiver -> caregiver.name()).orElse(person);
    }
}
