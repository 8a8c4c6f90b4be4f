package dev.cradlewatch.console.household;

import dev.cradlewatch.connectors.identity.AgentConfiguration;
import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.identity.KeyFile;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.console.clock.ConsoleClock;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A household's monitors: add, rename, revoke. */
public final class DeviceRoutes {
    private static final int MOST_NAME_CHARACTERS = 64;
    private static final int ID_BYTES = 4;
    private static final String KEY_FILE = "device.pem";

    private record Named(String name) {}

    private record DeviceView(String device, String name, Status status, Optional<Instant> registeredAt) {
        static DeviceView of(DeviceRegistration entry) {
            var first = entry.keys().stream().map(DeviceKey::created).min(Instant::compareTo);
            return new DeviceView(
                    entry.device(), entry.name(), entry.status(), first.filter(at -> !at.equals(Instant.EPOCH)));
        }
    }

    private record Added(String device, String name, String configuration, String key, String note) {}

    private final LiveState state;
    private final DeviceRegistry registry;
    private final KafkaCluster monitorsCluster;
    private final ConsoleClock clock;
    private final Json json;

    /** @param monitorsCluster the cluster as monitors reach it */
    public DeviceRoutes(
            LiveState state, DeviceRegistry registry, KafkaCluster monitorsCluster, ConsoleClock clock, Json json) {
        this.state = state;
        this.registry = registry;
        this.monitorsCluster = monitorsCluster;
        this.clock = clock;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/devices", Audience.CAREGIVER, this::list),
                Route.post("/api/devices", Audience.CAREGIVER, this::add),
                Route.patch("/api/devices/{device}", Audience.CAREGIVER, this::rename),
                Route.post("/api/devices/{device}/revoke", Audience.CAREGIVER, this::revoke));
    }

    private void list(Context context, Visitor visitor) {
        json.write(
                context,
                state.devicesOf(visitor.household()).stream()
                        .map(DeviceView::of)
                        .toList());
    }

    private void add(Context context, Visitor visitor) throws IOException, InterruptedException {
        var name = name(context);
        var device = newId();
        var identity = DeviceIdentity.create(device, clock.now());
        var configuration = new AgentConfiguration(
                device, KEY_FILE, monitorsCluster.bootstrapServers(), monitorsCluster.clientProperties());
        registry.put(new DeviceRegistration(device, visitor.household(), name, Status.ACTIVE, List.of(identity.key())));
        context.status(HttpStatus.CREATED);
        json.write(
                context,
                new Added(
                        device,
                        name,
                        configuration.toml(),
                        KeyFile.text(identity),
                        "The key is shown this once: put both files on the monitor, and keep the key to yourself."));
    }

    private void rename(Context context, Visitor visitor) throws IOException, InterruptedException {
        var name = name(context);
        var entry = own(context, visitor);
        registry.put(new DeviceRegistration(entry.device(), entry.household(), name, entry.status(), entry.keys()));
        context.status(HttpStatus.ACCEPTED);
    }

    private void revoke(Context context, Visitor visitor) throws IOException, InterruptedException {
        registry.put(own(context, visitor).with(Status.REVOKED));
        context.status(HttpStatus.ACCEPTED);
    }

    /** The registry's present entry: it may have changed since the page was told. */
    private DeviceRegistration own(Context context, Visitor visitor) throws IOException, InterruptedException {
        var device = context.pathParam("device");
        if (state.device(device).filter(entry -> isOf(entry, visitor)).isEmpty()) {
            throw Refusal.unknown("device");
        }
        return Optional.ofNullable(registry.read().devices().get(device))
                .filter(entry -> isOf(entry, visitor))
                .orElseThrow(() -> Refusal.unknown("device"));
    }

    private static boolean isOf(DeviceRegistration entry, Visitor visitor) {
        return entry.household().equals(visitor.household()) && entry.status() != Status.REMOVED;
    }

    private String name(Context context) {
        var name = Optional.ofNullable(json.read(context, Named.class).name())
                .map(String::strip)
                .orElse("");
        if (name.isEmpty()
                || name.length() > MOST_NAME_CHARACTERS
                || name.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.wrong("name: expected 1 to %d characters in one line".formatted(MOST_NAME_CHARACTERS));
        }
        return name;
    }

    private static String newId() {
        var bytes = new byte[ID_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "monitor-" + HexFormat.of().formatHex(bytes);
    }
}
