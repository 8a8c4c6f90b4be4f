package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.DeviceRegistration;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The registry for people and for programs, as it is at a time. */
final class DeviceTable {
    private final Collection<DeviceRegistration> devices;
    private final Instant now;

    DeviceTable(Collection<DeviceRegistration> devices, Instant now) {
        this.devices = List.copyOf(devices);
        this.now = now;
    }

    /** One line a key; those of one device stand together. */
    void print(PrintWriter out) {
        var row = "%%-%ds  %%-%ds  %%-%ds  %%-7s  %%s%%n"
                .formatted(
                        width("DEVICE", DeviceRegistration::device),
                        width("HOUSEHOLD", DeviceRegistration::household),
                        width("NAME", DeviceRegistration::name));
        out.printf(row, "DEVICE", "HOUSEHOLD", "NAME", "STATUS", "KEY");
        for (var device : devices) {
            var first =
                    device.keys().isEmpty() ? "none" : describe(device.keys().get(0));
            out.printf(row, device.device(), device.household(), oneLine(device.name()), status(device), first);
            device.keys().stream().skip(1).forEach(key -> out.printf(row, "", "", "", "", describe(key)));
        }
    }

    /** Names are a contract. */
    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        var array = json.putArray("devices");
        for (var device : devices) {
            var entry = array.addObject();
            entry.put("device", device.device());
            entry.put("household", device.household());
            entry.put("name", device.name());
            entry.put("status", status(device));
            var keys = entry.putArray("keys");
            for (var key : device.keys()) {
                var item = keys.addObject();
                item.put("kid", key.kid());
                item.put("status", lower(key.statusAt(now)));
                item.put("created", key.created().toString());
                if (key.retires().equals(DeviceKey.NEVER)) {
                    item.putNull("retires");
                } else {
                    item.put("retires", key.retires().toString());
                }
            }
        }
        return json;
    }

    static String status(DeviceRegistration device) {
        return lower(device.status());
    }

    private String describe(DeviceKey key) {
        var until = key.retires().equals(DeviceKey.NEVER)
                ? ""
                : " at " + key.retires().truncatedTo(ChronoUnit.SECONDS);
        return "%s %s%s".formatted(key.kid(), lower(key.statusAt(now)), until);
    }

    private int width(String title, Function<DeviceRegistration, String> column) {
        return devices.stream()
                .mapToInt(device -> column.apply(device).length())
                .reduce(title.length(), Math::max);
    }

    /** A console may have let through what would break the table. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String lower(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
