package dev.cradlewatch.jobs.bench;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.image.ImageFacts;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The facts of a small fleet over 30 days, one monitor a household, each told by its number. Scores come in time's order, one a
 * monitor and turn; a fact's values are made from its number, so that they look random and are the same in every run.
 *
 * @param monitors how many
 * @param scores   how many windows were scored in all
 */
record MonthOfFacts(int monitors, long scores) implements Serializable {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int SCORES_AN_EVENT = 5;
    private static final int SCORES_AN_ALERT_VERSION = 1_500;
    private static final int VERSIONS_AN_ALERT = 3;
    private static final int SCORES_AN_IMAGE = 5_000;

    /** So that facts of different kinds do not look alike. */
    private static final long FEEDBACK = 1L << 40;

    private static final long IMAGES = 1L << 41;

    long events() {
        return Math.max(1, scores / SCORES_AN_EVENT);
    }

    long alertVersions() {
        return Math.max(VERSIONS_AN_ALERT, scores / SCORES_AN_ALERT_VERSION / VERSIONS_AN_ALERT * VERSIONS_AN_ALERT);
    }

    long alerts() {
        return alertVersions() / VERSIONS_AN_ALERT;
    }

    ScoredWindow score(long number) {
        var at = at(number, scores);
        var random = mixed(number);
        var window = new WindowFacts(
                device(number),
                household(number),
                1,
                number / monitors,
                at,
                at,
                at.plusMillis(1_000 + (random & 0x3ff)),
                (random >> 10 & 0xff) == 0 ? Lane.LATE : Lane.LIVE,
                new Origin("audio.windows", (int) (number % 4), number),
                fraction(random >> 20),
                "cry-tiny 0.2.0",
                (random >> 44 & 0xf) == 0 ? WindowReason.AUDIT : WindowReason.DETECTION,
                -60 * fraction(random >> 8));
        return new ScoredWindow(
                window, fraction(random >> 32), number < scores / 2 ? "cry-full 0.3.0" : "cry-full 0.4.0");
    }

    Heard<DeviceEvent> event(long number) {
        var at = at(number, events());
        var random = mixed(~number);
        var health = new DeviceHealth(
                20_000_000 + (random & 0xfffff), random >> 20 & 0xffff, number / monitors / 1_000, "0.2.0");
        var event =
                new DeviceEvent(device(number), 1, number / monitors, at, at, DeviceEventKind.HEARTBEAT, 0, health, "");
        var origin = new Origin("device.events", (int) (number % 4), number);
        return new Heard<>(household(number), at, at.plusMillis(300), Lane.LIVE, origin, event);
    }

    /** Of three versions each: crying, still crying, quiet again. */
    Alert alert(long number) {
        var alert = number / VERSIONS_AN_ALERT;
        var version = (int) (number % VERSIONS_AN_ALERT) + 1;
        var started = at(alert, alertVersions() / VERSIONS_AN_ALERT + 1);
        var seconds = version == 1 ? 2 + (mixed(alert) & 3) : 60L * version + (mixed(alert) & 0xff);
        var kind = List.of(AlertKind.CRYING, AlertKind.STILL_CRYING, AlertKind.QUIET_AGAIN)
                .get(version - 1);
        var evidence = new DeviceEvidence(device(alert), 0.9, fraction(mixed(alert) >> 20), (int) seconds, true);
        return new Alert(
                "alert-" + alert,
                version,
                household(alert),
                kind,
                Severity.WARNING,
                version == VERSIONS_AN_ALERT ? Silence.KIND : Silence.NONE,
                started,
                started.plusSeconds(seconds),
                List.of(evidence));
    }

    /** Of each alert somebody says something, or of a cry that no alert told. */
    Feedback feedback(long number) {
        var told = alert(number * VERSIONS_AN_ALERT);
        var random = mixed(number ^ FEEDBACK);
        var at = told.startedAt().plusSeconds(20 + (random & 0x7f));
        var id = "feedback-" + number;
        if ((random >> 8 & 0x1f) == 0) {
            var from = at.minusSeconds(60);
            var kind = FeedbackKind.MISSED_CRY;
            return new Feedback(id, told.household(), kind, "", 0, "ada", at, device(number), from, at);
        }
        var kind = (random >> 13 & 0x1f) == 0 ? FeedbackKind.FALSE_ALARM : FeedbackKind.ACKNOWLEDGED;
        return Feedback.ofAlert(id, told.household(), kind, told.id(), 1, "ada", at);
    }

    long images() {
        return Math.max(1, scores / SCORES_AN_IMAGE);
    }

    ImageFacts image(long number) {
        var random = mixed(number ^ IMAGES);
        return new ImageFacts(
                device(number),
                "night-" + number,
                at(number, images()),
                200_000 + (random & 0xffff),
                "",
                1_920,
                1_080,
                "color-ref 0.1.0",
                "day-" + number % monitors,
                400_000 + (random >> 16 & 0xffff),
                90_000_000 + (random >> 32 & 0xffffff),
                new Origin("night.images", (int) (number % 4), number),
                new Origin("images.colorized", (int) (number % 4), number));
    }

    private String device(long number) {
        return "monitor-" + number % monitors;
    }

    private String household(long number) {
        return "household-" + number % monitors;
    }

    private static Instant at(long number, long of) {
        return BEGIN.plusMillis((long) ((double) number / of * MONTH.toMillis()));
    }

    private static float fraction(long random) {
        return (random & 0xfff) / 4_095f;
    }

    /** SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long number) {
        var z = (number + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
