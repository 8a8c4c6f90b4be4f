package dev.cradlewatch.operators.clip;

import static dev.cradlewatch.operators.Night.second;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipCueTest {

    @Test
    void everyMonitorOfTheEvidenceHasAClipThatEndsWhenItIsQuiet() {
        assertThat(ClipCue.of(alert(AlertKind.CRYING)))
                .containsExactly(cue("crib", Instant.EPOCH), cue("door", Instant.EPOCH));
        assertThat(ClipCue.of(alert(AlertKind.STILL_CRYING)))
                .containsExactly(cue("crib", Instant.EPOCH), cue("door", Instant.EPOCH));
        assertThat(ClipCue.of(alert(AlertKind.QUIET_AGAIN)))
                .containsExactly(cue("crib", second(30)), cue("door", second(30)));
        assertThat(ClipCue.of(alert(AlertKind.CRIED_WHILE_OFFLINE)))
                .containsExactly(cue("crib", second(30)), cue("door", second(30)));
    }

    @Test
    void anAlertOfASilentMonitorHasNone() {
        assertThat(ClipCue.of(alert(AlertKind.MONITOR_OFFLINE))).isEmpty();
        assertThat(ClipCue.of(alert(AlertKind.MONITOR_BACK))).isEmpty();
    }

    private static ClipCue cue(String device, Instant closedAt) {
        return new ClipCue("a", "home", device, second(10), closedAt);
    }

    private static Alert alert(AlertKind kind) {
        return new Alert(
                "a",
                1,
                "home",
                kind,
                Severity.WARNING,
                Silence.NONE,
                second(10),
                second(30),
                List.of(
                        new DeviceEvidence("crib", 0.9, 0.95, 12, true),
                        new DeviceEvidence("door", 0.6, 0.7, 4, false)));
    }
}
