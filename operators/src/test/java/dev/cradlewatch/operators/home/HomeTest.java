package dev.cradlewatch.operators.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HomeTest {
    private static final Home HOME =
            Home.of("home").with(Night.registered("crib", "home")).with(Night.registered("door", "home"));

    @Test
    void aCryIsShownWhereItIsHeardAndUntilItIsQuiet() {
        var crying = HOME.heard(alert(1, AlertKind.CRYING, Silence.NONE, "crib"));
        assertThat(isCrying(crying, "crib")).isTrue();
        assertThat(isCrying(crying, "door")).isFalse();

        var both = crying.heard(alert(2, AlertKind.STILL_CRYING, Silence.NONE, "crib", "door"));
        assertThat(isCrying(both, "door")).isTrue();

        var quiet = both.heard(alert(3, AlertKind.QUIET_AGAIN, Silence.KIND, "crib", "door"));
        assertThat(isCrying(quiet, "crib")).isFalse();
        assertThat(isCrying(quiet, "door")).isFalse();
    }

    @Test
    void aCryThatMayNotRingIsShownAllTheSameAndAlsoOnceSomebodyGoes() {
        var crying = HOME.heard(alert(1, AlertKind.CRYING, Silence.SNOOZED, "crib"));
        assertThat(isCrying(crying, "crib")).isTrue();
        assertThat(crying.heard(alert(2, AlertKind.ACKNOWLEDGED, Silence.KIND, "crib")))
                .isEqualTo(crying);
    }

    @Test
    void aMonitorThatWentDarkIsOfflineAndNotCrying() {
        var dark = HOME.heard(alert(1, AlertKind.CRYING, Silence.NONE, "crib"))
                .heard(alert(2, AlertKind.MONITOR_OFFLINE, Silence.NONE, "crib"));
        assertThat(dark.monitors().get("crib").online()).isFalse();
        assertThat(isCrying(dark, "crib")).isFalse();

        var back = dark.heard(alert(3, AlertKind.MONITOR_BACK, Silence.KIND, "crib"));
        assertThat(back.monitors().get("crib").online()).isTrue();
    }

    @Test
    void whatIsToldAgainChangesNothing() {
        var quiet = HOME.heard(alert(1, AlertKind.CRYING, Silence.NONE, "crib"))
                .heard(alert(60, AlertKind.QUIET_AGAIN, Silence.KIND, "crib"));
        assertThat(quiet.heard(alert(1, AlertKind.CRYING, Silence.NONE, "crib")))
                .isEqualTo(quiet);
    }

    @Test
    void aCryOfAMonitorThatTheRegistryDoesNotKnowYetIsShownOnceItDoes() {
        var early = Home.of("home").heard(alert(1, AlertKind.CRYING, Silence.NONE, "crib"));
        assertThat(early.monitors().get("crib").isKnown()).isFalse();
        assertThat(isCrying(early.with(Night.registered("crib", "home")), "crib"))
                .isTrue();
    }

    private static boolean isCrying(Home home, String device) {
        return home.monitors().get(device).crying();
    }

    private static Alert alert(int second, AlertKind kind, Silence silence, String... devices) {
        return new Alert(
                "a",
                second,
                "home",
                kind,
                Severity.WARNING,
                silence,
                Night.START,
                Night.second(second),
                Arrays.stream(devices)
                        .map(device -> new DeviceEvidence(device, 0.9, 0.99, 12, true))
                        .toList());
    }
}
