package dev.cradlewatch.operators;

import dev.cradlewatch.operators.audio.CryLevel;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the tests' devices send in one night, in seconds after {@link #START}. */
public final class Night {
    public static final Instant START = Instant.parse("2026-01-15T22:00:00Z");
    public static final long EPOCH = 7;

    private Night() {}

    public static Instant second(double seconds) {
        return START.plus(Duration.ofMillis(Math.round(seconds * 1_000)));
    }

    public static AudioWindow window(String device, long seq) {
        return window(device, seq, second(seq), second(seq + 1));
    }

    public static AudioWindow window(String device, long seq, Instant start, Instant sent) {
        return new AudioWindow(
                device,
                EPOCH,
                seq,
                start,
                sent,
                AudioWindow.SAMPLE_RATE_HZ,
                new byte[AudioWindow.PCM_BYTES],
                0.5f,
                "cry-tiny 1.0.0",
                WindowReason.DETECTION);
    }

    public static DeviceEvent event(String device, long seq, Instant at, DeviceEventKind kind) {
        return new DeviceEvent(device, EPOCH, seq, at, at, kind, 0.8f, DeviceHealth.unknown(), "");
    }

    public static DeviceRegistration registered(String device, String household) {
        return new DeviceRegistration(device, household, device, Status.ACTIVE, List.of());
    }

    public static <T> Heard<T> live(String household, Instant at, Instant arrival, T record) {
        return new Heard<>(household, at, arrival, Lane.LIVE, new Origin("topic", 0, 0), record);
    }

    public static Heard<AudioWindow> live(AudioWindow window) {
        return live("home", window.start(), window.sent(), window);
    }

    public static WindowFacts facts(String device, long seq, Lane lane, Instant arrival) {
        return facts(device, seq, seq, lane, arrival);
    }

    private static WindowFacts facts(String device, long seq, long second, Lane lane, Instant arrival) {
        return new WindowFacts(
                device,
                "home",
                EPOCH,
                seq,
                second(second),
                second(second),
                arrival,
                lane,
                new Origin("audio.windows", 0, seq),
                0.5f,
                "cry-tiny 1.0.0",
                WindowReason.DETECTION,
                -40);
    }

    public static ScoredWindow scored(String device, long seq, double probability) {
        return new ScoredWindow(facts(device, seq, Lane.LIVE, second(seq + 1)), (float) probability, "cry-full test");
    }

    /** A window whose number follows while seconds may not: a gate held back what lies between. */
    public static ScoredWindow scoredAt(String device, long seq, long second, double probability) {
        return new ScoredWindow(
                facts(device, seq, second, Lane.LIVE, second(second + 1)), (float) probability, "cry-full test");
    }

    public static CryLevel level(String device, long seq, double posterior) {
        return new CryLevel(facts(device, seq, Lane.LIVE, second(seq + 1)), (float) posterior, posterior);
    }

    public static CryLevel lateLevel(String device, long seq, double posterior, Instant arrival) {
        return new CryLevel(facts(device, seq, Lane.LATE, arrival), (float) posterior, posterior);
    }
}
