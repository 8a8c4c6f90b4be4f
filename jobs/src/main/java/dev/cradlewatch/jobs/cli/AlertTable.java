package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Silence;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Alerts as lines of a table, one a version, as they come. Times are of the night, not of the wall. */
final class AlertTable {
    private static final String ROW = "%-8s  %-12s  %-19s  %-13s  %s%n";
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private final PrintWriter out;

    AlertTable(PrintWriter out) {
        this.out = out;
    }

    void header() {
        out.printf(ROW, "NIGHT", "HOUSEHOLD", "ALERT", "RINGS", "EVIDENCE");
        out.flush();
    }

    void row(Alert alert) {
        out.printf(ROW, CLOCK.format(alert.at()), alert.household(), alert.kind(), rings(alert), evidence(alert));
        out.flush();
    }

    private static String rings(Alert alert) {
        return switch (alert.silence()) {
            case NONE -> "rings";
            case KIND -> "silent";
            case SNOOZED, QUIET_HOURS, ACKNOWLEDGED ->
                alert.silence().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static String evidence(Alert alert) {
        var monitors = alert.evidence().stream().map(AlertTable::monitor).collect(Collectors.joining(", "));
        if (alert.kind() == AlertKind.CRYING || alert.silence() == Silence.SNOOZED) {
            return monitors;
        }
        return monitors + " for "
                + Duration.between(alert.startedAt(), alert.at()).toSeconds() + " s";
    }

    private static String monitor(DeviceEvidence evidence) {
        return "%s %.0f %%"
                .formatted(evidence.device(), 100 * Math.max(evidence.posterior(), evidence.peakProbability()));
    }
}
