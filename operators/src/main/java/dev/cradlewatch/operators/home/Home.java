package dev.cradlewatch.operators.home;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.household.HomeAssistant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a household's Home Assistant shows. A repeat of an alert, or one that was overtaken, changes nothing.
 *
 * @param household     whose
 * @param homeAssistant where it is shown
 * @param monitors      by device id
 */
public record Home(String household, HomeAssistant homeAssistant, Map<String, Monitor> monitors) {

    public static Home of(String household) {
        return new Home(household, HomeAssistant.none(), Map.of());
    }

    public Home with(HomeAssistant other) {
        return new Home(household, other, monitors);
    }

    public Home with(DeviceRegistration device) {
        var name = device.name().isEmpty() ? device.device() : device.name();
        var before = monitors.getOrDefault(device.device(), Monitor.unknown());
        return with(device.device(), before.renamed(name));
    }

    public Home without(String device) {
        var left = new HashMap<>(monitors);
        left.remove(device);
        return new Home(household, homeAssistant, left);
    }

    /** A picture of a monitor that is not known is nobody's. */
    public Home withPicture(String device, String mediaType) {
        return monitors.containsKey(device) ? with(device, monitors.get(device).showing(mediaType)) : this;
    }

    /** Whether it rings makes no difference: who snoozes an alert may still want the light on. */
    public Home heard(Alert alert) {
        return switch (alert.kind()) {
            case CRYING, STILL_CRYING -> changed(alert, monitor -> monitor.heard(true, true, alert.at()));
            case QUIET_AGAIN -> changed(alert, monitor -> monitor.heard(monitor.online(), false, alert.at()));
            case MONITOR_OFFLINE -> changed(alert, monitor -> monitor.heard(false, false, alert.at()));
            case MONITOR_BACK -> changed(alert, monitor -> monitor.heard(true, monitor.crying(), alert.at()));
            case ACKNOWLEDGED, CRIED_WHILE_OFFLINE -> this;
        };
    }

    private Home changed(Alert alert, UnaryOperator<Monitor> change) {
        var home = this;
        for (var evidence : alert.evidence()) {
            var device = evidence.device();
            home = home.with(device, change.apply(home.monitors().getOrDefault(device, Monitor.unknown())));
        }
        return home;
    }

    private Home with(String device, Monitor monitor) {
        var all = new HashMap<>(monitors);
        all.put(device, monitor);
        return new Home(household, homeAssistant, all);
    }
}
