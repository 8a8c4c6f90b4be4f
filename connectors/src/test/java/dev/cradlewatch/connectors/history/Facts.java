package dev.cradlewatch.connectors.history;

import dev.cradlewatch.connectors.clip.ClipFile;
import dev.cradlewatch.operators.alert.Acknowledgement;
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
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One fact of each kind in which no two fields of a type are equal, so that a mixed-up column shows. */
public final class Facts {
    public static final Instant AT = Instant.parse("2026-03-01T02:03:04.123456Z");
    static final Instant DEVICE_TIME = AT.minusSeconds(7);
    static final Instant ARRIVAL = AT.plusSeconds(2);

    public static final TypeInformation<ScoredWindow> SCORE = TypeInformation.of(ScoredWindow.class);

    /** A column of a release to come. */
    public static final Column<ScoredWindow> ROOM = Column.<ScoredWindow>text(
                    "room", scored -> "nursery", "where the monitor stood")
            .addedLater();

    private Facts() {}

    /** Runs a Flink job that appends the facts, with as little freedom as the real one has. */
    public static <T> void append(List<T> facts, TypeInformation<T> type, HistoryTable<T> table, HistoryCatalog catalog)
            throws Exception {
        var settings = new Configuration();
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        var env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        env.enableCheckpointing(1_000);
        new HistorySinks(catalog).append(env.fromData(facts, type), table);
        env.execute();
    }

    public static Heard<DeviceEvent> event() {
        var event = new DeviceEvent(
                "crib",
                -5,
                8,
                DEVICE_TIME,
                AT.plusSeconds(1),
                DeviceEventKind.FAULT,
                0.25f,
                new DeviceHealth(1_000_000, 2_000, 3, "1.2.0"),
                "no samples for 5 s");
        return new Heard<>("willow", AT, ARRIVAL, Lane.LATE, new Origin("device.events", 3, 99), event);
    }

    public static ScoredWindow score(String device, long seq, Instant at) {
        var window = new WindowFacts(
                device,
                "willow",
                -5,
                seq,
                DEVICE_TIME,
                at,
                ARRIVAL,
                Lane.LIVE,
                new Origin("audio.windows", 2, 77),
                0.5f,
                "cry-tiny 1",
                WindowReason.AUDIT,
                -40);
        return new ScoredWindow(window, 0.875f, "cry-full 2");
    }

    public static Alert alert() {
        return new Alert(
                "a-1",
                3,
                "willow",
                AlertKind.STILL_CRYING,
                Severity.CRITICAL,
                Silence.QUIET_HOURS,
                DEVICE_TIME,
                AT,
                List.of(
                        new DeviceEvidence("crib", 0.93, 0.99, 12, true),
                        new DeviceEvidence("door", 0.51, 0.7, 3, false)),
                new Acknowledgement("ada", AT));
    }

    static Feedback missedCry() {
        return new Feedback(
                "f-1",
                "willow",
                FeedbackKind.MISSED_CRY,
                "a-1",
                3,
                "Ada",
                AT,
                "crib",
                AT.minusSeconds(60),
                AT.minusSeconds(20));
    }

    public static ImageFacts image() {
        return new ImageFacts(
                "crib",
                "night-1",
                AT,
                12_345,
                "",
                640,
                480,
                "color-ref 1",
                "day-1",
                512_000,
                300_000_000,
                new Origin("night.images", 3, 99),
                new Origin("images.colorized", 2, 98));
    }

    public static ClipFile clip(String alert, String device, Instant startedAt) {
        return new ClipFile(
                alert,
                "willow",
                device,
                startedAt,
                startedAt.minusSeconds(5),
                12_500,
                9_250,
                "/clips/2026-03-01/a-1_crib.wav",
                400_044,
                ARRIVAL);
    }
}
