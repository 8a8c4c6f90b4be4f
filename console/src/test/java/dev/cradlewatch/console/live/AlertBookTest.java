package dev.cradlewatch.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertBookTest {
    private static final Instant NOW = Instant.parse("2026-01-15T22:00:00Z");

    private final AlertBook book = new AlertBook();

    @Test
    void aCryIsOpenUntilItIsQuietAgain() {
        assertThat(book.take(alert("cry", 1, AlertKind.CRYING, "a"))).containsExactly("cry");
        assertThat(book.cry("a")).isPresent();
        assertThat(book.cry("b")).isEmpty();
        book.take(alert("cry", 2, AlertKind.STILL_CRYING, "a"));
        assertThat(book.cry("a")).isPresent();
        book.take(alert("cry", 3, AlertKind.QUIET_AGAIN, "a"));
        assertThat(book.cry("a")).isEmpty();
        assertThat(book.all()).hasSize(1);
    }

    @Test
    void aNewCryClosesAnOlderOne() {
        book.take(alert("old", 1, AlertKind.CRYING, "a"));
        assertThat(book.take(alert("new", 1, AlertKind.CRYING, "a"))).containsExactlyInAnyOrder("old", "new");
        assertThat(isOpen("old")).isFalse();
        assertThat(isOpen("new")).isTrue();
    }

    @Test
    void anotherVersionOfACryClosesNothing() {
        book.take(alert("dark", 1, AlertKind.MONITOR_OFFLINE, "b"));
        book.take(alert("cry", 1, AlertKind.CRYING, "a"));
        assertThat(book.take(alert("cry", 2, AlertKind.STILL_CRYING, "a"))).containsExactly("cry");
        assertThat(isOpen("cry")).isTrue();
        assertThat(isOpen("dark")).isTrue();
    }

    @Test
    void anOutageEndsACryThatNobodyHearsAnyMore() {
        book.take(alert("cry", 1, AlertKind.CRYING, "a", "b"));
        assertThat(book.take(alert("dark a", 1, AlertKind.MONITOR_OFFLINE, "a")))
                .as("b still hears it")
                .containsExactly("dark a");
        assertThat(isOpen("cry")).isTrue();

        assertThat(book.take(alert("dark b", 1, AlertKind.MONITOR_OFFLINE, "b")))
                .containsExactlyInAnyOrder("dark b", "cry");
        assertThat(isOpen("cry")).isFalse();
        assertThat(book.outage("a")).isPresent();
        assertThat(book.outage("b")).isPresent();
    }

    @Test
    void anOutageIsOverWhenTheMonitorIsBack() {
        book.take(alert("dark", 1, AlertKind.MONITOR_OFFLINE, "a"));
        book.take(alert("dark", 2, AlertKind.MONITOR_BACK, "a"));
        assertThat(book.outage("a")).isEmpty();
    }

    @Test
    void anAcknowledgedAlertStaysWhatItWas() {
        book.take(alert("dark", 1, AlertKind.MONITOR_OFFLINE, "a"));
        book.take(alert("dark", 2, AlertKind.ACKNOWLEDGED, "a"));
        assertThat(book.outage("a")).isPresent();
        book.take(alert("cry", 1, AlertKind.CRYING, "b"));
        book.take(alert("cry", 2, AlertKind.ACKNOWLEDGED, "b"));
        assertThat(book.cry("b")).isPresent();
        book.take(alert("cry", 3, AlertKind.QUIET_AGAIN, "b"));
        book.take(alert("cry", 4, AlertKind.ACKNOWLEDGED, "b"));
        assertThat(book.cry("b")).isEmpty();
    }

    @Test
    void aVersionThatComesTwiceOrTooLateChangesNothing() {
        book.take(alert("cry", 2, AlertKind.QUIET_AGAIN, "a"));
        assertThat(book.take(alert("cry", 2, AlertKind.QUIET_AGAIN, "a"))).isEmpty();
        assertThat(book.take(alert("cry", 1, AlertKind.CRYING, "a"))).isEmpty();
        assertThat(book.find("cry").orElseThrow().alert().version()).isEqualTo(2);
        assertThat(isOpen("cry")).isFalse();
    }

    @Test
    void anOldVersionOfACryClosesNoNewOne() {
        book.take(alert("old", 2, AlertKind.QUIET_AGAIN, "a"));
        book.take(alert("new", 1, AlertKind.CRYING, "a"));
        book.take(alert("old", 1, AlertKind.CRYING, "a"));
        assertThat(isOpen("new")).isTrue();
    }

    @Test
    void aLabelIsFoundWhetherItComesBeforeOrAfterItsAlert() {
        assertThat(book.take(label("early", "ada")))
                .as("no page shows the alert yet")
                .isFalse();
        book.take(alert("early", 1, AlertKind.CRYING, "a"));
        assertThat(book.label("early")).map(Feedback::caregiver).contains("ada");

        book.take(alert("late", 1, AlertKind.CRYING, "a"));
        assertThat(book.label("late")).isEmpty();
        assertThat(book.take(label("late", "ben"))).isTrue();
        assertThat(book.label("late")).map(Feedback::caregiver).contains("ben");
    }

    @Test
    void theFirstToLabelIsTheOneWhoIsNamed() {
        book.take(alert("cry", 1, AlertKind.CRYING, "a"));
        assertThat(book.take(label("cry", "ada"))).isTrue();
        assertThat(book.take(label("cry", "ben"))).isFalse();
        assertThat(book.label("cry")).map(Feedback::caregiver).contains("ada");
    }

    @Test
    void anAcknowledgementIsNoLabel() {
        book.take(alert("cry", 1, AlertKind.CRYING, "a"));
        var seen = Feedback.ofAlert("id", "willow", FeedbackKind.ACKNOWLEDGED, "cry", 1, "ada", NOW);
        assertThat(book.take(seen)).isFalse();
        assertThat(book.label("cry")).isEmpty();
    }

    @Test
    void forgetsWhatIsOverForADayButNothingThatGoesOn() {
        book.take(alert("quiet", 1, AlertKind.QUIET_AGAIN, "a"));
        book.take(alert("dark", 1, AlertKind.MONITOR_OFFLINE, "b"));
        book.take(alert("next day", 1, AlertKind.CRYING, NOW.plus(Duration.ofHours(24)), "a"));
        assertThat(book.find("quiet")).isPresent();
        book.take(alert("day after", 1, AlertKind.CRYING, NOW.plus(Duration.ofHours(25)), "a"));
        assertThat(book.find("quiet")).isEmpty();
        assertThat(book.find("dark")).isPresent();
    }

    private boolean isOpen(String id) {
        return book.find(id).orElseThrow().isOpen();
    }

    private static Alert alert(String id, int version, AlertKind kind, String... devices) {
        return alert(id, version, kind, NOW, devices);
    }

    private static Alert alert(String id, int version, AlertKind kind, Instant at, String... devices) {
        var evidence = Stream.of(devices)
                .map(device -> new DeviceEvidence(device, 0.9, 0.9, 3, true))
                .toList();
        return new Alert(id, version, "willow", kind, Severity.WARNING, Silence.NONE, at, at, List.copyOf(evidence));
    }

    private static Feedback label(String alert, String caregiver) {
        return Feedback.ofAlert(alert + caregiver, "willow", FeedbackKind.FALSE_ALARM, alert, 1, caregiver, NOW);
    }
}
