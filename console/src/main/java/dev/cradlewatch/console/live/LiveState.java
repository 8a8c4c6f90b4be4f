package dev.cradlewatch.console.live;

import dev.cradlewatch.connectors.kafka.LogTail.Beginning;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AccessEntryCodec;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeliveryCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.connectors.wire.HouseholdSettingsCodec;
import dev.cradlewatch.console.access.AccessBook;
import dev.cradlewatch.console.clock.ConsoleClock;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.SignatureCheck;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folds the log into households; one thread feeds it the registries, one the facts, and any number of pages look. */
public final class LiveState implements Consumer<RawRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveState.class);
    private static final Beginning FIRST = new Beginning.First();
    /** A monitor that went dark days ago is dark still. */
    private static final Beginning WEEK = new Beginning.Newest(Duration.ofDays(7));

    private static final Beginning DAY = new Beginning.Newest(Duration.ofHours(24));
    private static final Beginning MINUTES = new Beginning.Newest(Duration.ofMinutes(30));

    /** What must be folded first, because the rest is understood by it; where it begins in each topic. */
    public static final Map<TopicSpec, Beginning> REGISTRIES =
            Map.of(Topics.ACCESS, FIRST, Topics.DEVICES, FIRST, Topics.HOUSEHOLDS, FIRST, Topics.SETTINGS, FIRST);

    /** What goes on; it begins early enough for what pages show. */
    public static final Map<TopicSpec, Beginning> FACTS = Map.of(
            Topics.ALERTS, WEEK,
            Topics.FEEDBACK, DAY,
            Topics.DELIVERIES, DAY,
            Topics.IMAGES_COLORIZED, DAY,
            Topics.CRY_SCORES, MINUTES,
            Topics.DEVICE_EVENTS, MINUTES);

    private interface Fold {
        void take(RawRecord raw) throws RefusedRecordException;
    }

    private final ConsoleClock clock;
    private final Json json;
    private final Map<String, HouseholdLive> households = new ConcurrentHashMap<>();
    private final Map<String, DeviceRegistration> registry = new ConcurrentHashMap<>();
    private final SignatureCheck signatures = new SignatureCheck();
    private final Map<String, Fold> folds = new HashMap<>();

    public LiveState(ConsoleClock clock, AccessBook access, Json json) {
        this.clock = clock;
        this.json = json;
        folds.put(Topics.ACCESS.name(), raw -> access.take(new AccessEntryCodec().decodeEntry(raw)));
        folds.put(Topics.DEVICES.name(), raw -> take(new DeviceRegistrationCodec().decodeEntry(raw)));
        folds.put(Topics.HOUSEHOLDS.name(), raw -> {
            var people = new HouseholdCodec().decodeEntry(raw);
            household(people.household()).take(people);
        });
        folds.put(Topics.SETTINGS.name(), raw -> {
            var settings = new HouseholdSettingsCodec().decodeEntry(raw);
            household(settings.household()).take(settings);
        });
        folds.put(Topics.ALERTS.name(), raw -> {
            var alert = new AlertCodec().decode(raw.value());
            household(alert.household()).take(alert);
        });
        folds.put(Topics.FEEDBACK.name(), raw -> {
            var feedback = new FeedbackCodec().decode(raw.value());
            household(feedback.household()).take(feedback);
        });
        folds.put(Topics.DELIVERIES.name(), raw -> {
            var delivery = new DeliveryCodec().decode(raw.value());
            household(delivery.household()).take(delivery);
        });
        folds.put(Topics.IMAGES_COLORIZED.name(), raw -> {
            var image = new ColorizedImageCodec().decode(raw.value());
            owner(image.device()).ifPresent(household -> household.take(image, raw.origin()));
        });
        folds.put(Topics.CRY_SCORES.name(), raw -> {
            var scored = new CryScoreCodec().decode(raw.value());
            clock.heard(scored.window().arrival());
            household(scored.window().household()).take(scored);
        });
        folds.put(Topics.DEVICE_EVENTS.name(), this::takeEvent);
        access.onEnding(session -> households.values().forEach(household -> household.end(session)));
    }

    @Override
    public void accept(RawRecord raw) {
        try {
            folds.get(raw.topic()).take(raw);
        } catch (RefusedRecordException refused) {
            LOG.warn("{} is left out: {}", raw.origin(), refused.getMessage());
        }
    }

    /** The household with this id; an empty one if the log tells nothing of it. */
    public HouseholdLive household(String id) {
        return households.computeIfAbsent(id, missing -> new HouseholdLive(missing, clock, json));
    }

    /** The registry's entries of a household's devices, by device id. */
    public List<DeviceRegistration> devicesOf(String household) {
        return registry.values().stream()
                .filter(entry -> entry.household().equals(household))
                .filter(entry -> entry.status() != DeviceRegistration.Status.REMOVED)
                .sorted(Comparator.comparing(DeviceRegistration::device))
                .toList();
    }

    /** The registry's entry of a device. */
    public Optional<DeviceRegistration> device(String device) {
        return Optional.ofNullable(registry.get(device));
    }

    /** Open pages of all households. */
    public int pages() {
        return households.values().stream().mapToInt(HouseholdLive::pages).sum();
    }

    /** Households that have a monitor. */
    public int households() {
        return (int) households.values().stream()
                .filter(household -> !household.cribs().isEmpty())
                .count();
    }

    /** How many monitors are quiet, crying and offline. */
    public Map<String, Integer> monitors() {
        var counts = new TreeMap<String, Integer>();
        for (var state : CribView.State.values()) {
            counts.put(state.name(), 0);
        }
        households.values().stream()
                .flatMap(household -> household.cribs().stream())
                .forEach(crib -> counts.merge(crib.state().name(), 1, Integer::sum));
        return counts;
    }

    /** Tells every page what time it is, which also shows that its stream lives. */
    void tick() {
        households.values().forEach(HouseholdLive::tick);
    }

    void closePages() {
        households.values().forEach(HouseholdLive::closeAll);
    }

    private void take(DeviceRegistration registration) {
        var before = Optional.ofNullable(registry.put(registration.device(), registration));
        before.map(DeviceRegistration::household)
                .filter(household -> !household.equals(registration.household()))
                .ifPresent(household -> household(household).remove(registration.device()));
        if (registration.status() == DeviceRegistration.Status.ACTIVE) {
            household(registration.household()).take(registration);
        } else {
            before.ifPresent(entry -> household(entry.household()).remove(entry.device()));
        }
    }

    /** Only a device's own word is a sign of its life. */
    private void takeEvent(RawRecord raw) throws RefusedRecordException {
        var device = device(raw.key()).filter(entry -> signatures.isGenuine(raw, entry));
        if (device.isPresent()) {
            clock.heard(raw.arrival());
            new DeviceEventCodec().decode(raw.value());
            household(device.get().household()).heard(raw.key(), raw.arrival());
        }
    }

    private Optional<HouseholdLive> owner(String device) {
        return device(device).map(DeviceRegistration::household).map(this::household);
    }
}
