package dev.cradlewatch.console.live;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** All that a live page shows, at one moment. */
record SnapshotView(
        Instant now,
        double rate,
        HouseholdName household,
        List<CribView> cribs,
        List<AlertView> alerts,
        Map<String, List<List<Object>>> scores,
        SettingsView settings,
        PeopleView people,
        Collection<DeliveryView> deliveries) {

    record HouseholdName(String id, String name) {}

    /** What time it is. */
    record Now(Instant now, double rate) {}

    /** New points of a monitor. */
    record Points(String device, List<List<Object>> points) {}
}
