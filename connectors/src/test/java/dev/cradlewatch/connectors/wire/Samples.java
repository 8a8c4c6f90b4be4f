package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.operators.access.Invitation;
import dev.cradlewatch.operators.access.MediaAccess;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.access.Session;
import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.QuietHours;
import dev.cradlewatch.operators.alert.Sensitivity;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.image.ImageKind;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

/** One record of each kind in which no field has its default, so that a forgotten field shows. */
final class Samples {
    static final Instant START = Instant.parse("2026-03-01T02:03:04.123456Z");
    static final Instant SENT = START.plusSeconds(1);
    static final long EPOCH_ID = 0xfedc_ba98_7654_3210L;

    private Samples() {}

    static AudioWindow window() {
        return new AudioWindow(
                "d42",
                EPOCH_ID,
                7,
                START,
                SENT,
                16_000,
                new byte[] {1, 2, -3, 4},
                0.5f,
                "cry-tiny 1",
                WindowReason.AUDIT);
    }

    static DeviceEvent event() {
        return new DeviceEvent(
                "d42",
                EPOCH_ID,
                8,
                START,
                SENT,
                DeviceEventKind.FAULT,
                0.25f,
                new DeviceHealth(1_000_000, 2_000, 3, "1.2.0"),
                "microphone: no samples for 5 s");
    }

    static DeviceRegistration registration() {
        return new DeviceRegistration(
                "d42",
                "h1",
                "Cot by the window",
                DeviceRegistration.Status.REVOKED,
                List.of(key(1).retiring(SENT), key(2)));
    }

    static DeviceKey key(int number) {
        var raw = new byte[DeviceKey.BYTES];
        raw[0] = (byte) number;
        return DeviceKey.of(raw, START);
    }

    static HouseholdSettings settings() {
        return new HouseholdSettings(
                "h1",
                Sensitivity.HIGH,
                new QuietHours(LocalTime.of(22, 30), LocalTime.of(6, 15), "Europe/Madrid"),
                SENT);
    }

    static Household household() {
        return new Household(
                "h1",
                "Willow",
                List.of(
                        new Caregiver(
                                "ada",
                                "Ada",
                                List.of(
                                        new Channel.WebPush(
                                                "c1", "https://push.example/x?y=1", "BPk", "c2VjcmV0", "Ada's phone"),
                                        new Channel.Ntfy("c2", "https://ntfy.example", "willow", "tk_secret"))),
                        new Caregiver(
                                "grace",
                                "Grace",
                                List.of(new Channel.Webhook("c1", "http://hook.example:8080/in", "secret")))),
                Duration.ofSeconds(90),
                new HomeAssistant("ha.example", 8_883, true, "cradlewatch", "secret", "ha"));
    }

    static Delivery delivery() {
        return new Delivery("m-1", "h1", "ada", "c1", "a-1", 3, true, Delivery.Outcome.RETRYING, 2, "HTTP 503", SENT);
    }

    static ChannelTest channelTest() {
        return new ChannelTest("t-1", "h1", "ada", "c1", "Grace", SENT);
    }

    static Invitation invitation() {
        return new Invitation("aa11", "h1", "ada", Role.CAREGIVER, START, SENT);
    }

    static Session session() {
        return new Session("bb22", "aa11", "", "Grace", Role.ANALYST, START, SENT);
    }

    static MediaAccess mediaAccess() {
        return new MediaAccess("h1", "ada", "bb22", MediaAccess.Media.SPECTROGRAM, "d42", "a-1", SENT);
    }

    static Alert alert() {
        return new Alert(
                "a-1",
                3,
                "h1",
                AlertKind.STILL_CRYING,
                Severity.CRITICAL,
                Silence.QUIET_HOURS,
                START,
                SENT,
                List.of(
                        new DeviceEvidence("d42", 0.93, 0.99, 12, true),
                        new DeviceEvidence("d43", 0.51, 0.7, 3, false)),
                new Acknowledgement("ada", SENT));
    }

    static ScoredWindow score() {
        var facts = new WindowFacts(
                "d42",
                "h1",
                EPOCH_ID,
                7,
                START,
                START.plusMillis(5),
                SENT,
                Lane.LATE,
                new Origin("audio.windows", 3, 99),
                0.5f,
                "cry-tiny 1",
                WindowReason.DETECTION,
                -31.5f);
        return new ScoredWindow(facts, 0.875f, "cry-full 2");
    }

    static Feedback feedback() {
        return new Feedback(
                "f-1",
                "h1",
                FeedbackKind.MISSED_CRY,
                "a-1",
                3,
                "Ada",
                SENT,
                "d42",
                START.minusSeconds(60),
                START.minusSeconds(20));
    }

    static NightImage upload() {
        return new NightImage("d42", "night-1", START, SENT, ImageKind.NIGHT, new byte[] {9, 8, 7}, "");
    }

    static NightImage storedUpload() {
        return new NightImage(
                "d42", "day-1", START, SENT, ImageKind.DAY, new byte[0], "s3://pictures/uploads/d42/day-1.png");
    }

    static ColorizedImage image() {
        return new ColorizedImage(
                "d42",
                "night-1",
                START,
                new byte[] {9, 8, 7},
                "",
                640,
                480,
                "color-ref 1",
                "day-1",
                512_000,
                300_000_000,
                new Origin("night.images", 3, 99));
    }

    static ColorizedImage storedImage() {
        return new ColorizedImage(
                "d42",
                "night-1",
                START,
                new byte[0],
                "s3://pictures/night-1.png",
                4_000,
                3_000,
                "color-auto 1",
                "",
                512_000,
                300_000_000,
                new Origin("night.images", 3, 99));
    }

    static DeadLetter letter() {
        return new DeadLetter(
                DeadLetterReason.WRONG_LENGTH,
                "AudioWindow.pcm_s16le of device d42 has 4 bytes: expected 32000",
                new Origin("audio.windows", 3, 99),
                SENT,
                "d42",
                Map.of("kid", new byte[] {1}, "sig", new byte[] {9, 8}),
                new byte[] {5, 6, 7},
                3);
    }
}
