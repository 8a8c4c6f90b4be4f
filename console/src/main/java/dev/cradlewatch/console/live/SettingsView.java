package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.Sensitivity;
import java.time.Instant;
import java.util.Optional;

/** A household's settings as the page shows them. */
record SettingsView(Sensitivity sensitivity, Optional<QuietHoursView> quietHours, Optional<Instant> snoozedUntil) {

    /** Minutes of the day as HH:MM. */
    record QuietHoursView(String from, String to, String zone) {}

    static SettingsView of(HouseholdSettings settings) {
        var quiet = settings.quietHours();
        return new SettingsView(
                settings.sensitivity(),
                Optional.of(quiet)
                        .filter(hours -> !hours.from().equals(hours.to()))
                        .map(hours -> new QuietHoursView(
                                hours.from().toString(), hours.to().toString(), hours.zone())),
                Optional.of(settings.snoozedUntil()).filter(until -> !until.equals(Instant.EPOCH)));
    }
}
