package dev.cradlewatch.operators.alert;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that the alert logic remembers of a household.
 *
 * @param episode  the open crying alert
 * @param devices  by device id
 * @param nextWake when a timer is under way, by the job's clock; {@link Instant#EPOCH} if none is
 */
public record HouseholdState(Episode episode, Map<String, DeviceTrack> devices, Instant nextWake) {

    /** Of a household that was never heard of. */
    public static HouseholdState fresh() {
        return new HouseholdState(Episode.none(), Map.of(), Instant.EPOCH);
    }

    DeviceTrack device(String device) {
        return devices.getOrDefault(device, DeviceTrack.fresh());
    }

    boolean anyCrying() {
        return devices.values().stream().anyMatch(track -> track.run().crying());
    }

    /** What each monitor that heard the open episode contributes, by device id. */
    List<DeviceEvidence> evidence() {
        return devices.entrySet().stream()
                .filter(entry -> entry.getValue().run().isPartOf(episode))
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue().evidence(entry.getKey()))
                .toList();
    }

    HouseholdState with(String device, DeviceTrack track) {
        var changed = new HashMap<>(devices);
        changed.put(device, track);
        return new HouseholdState(episode, changed, nextWake);
    }

    HouseholdState with(Episode next) {
        return new HouseholdState(next, devices, nextWake);
    }

    HouseholdState wakingAt(Instant time) {
        return new HouseholdState(episode, devices, time);
    }
}
