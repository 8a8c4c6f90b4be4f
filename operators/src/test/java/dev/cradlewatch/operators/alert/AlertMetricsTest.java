package dev.cradlewatch.operators.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.stream.RecordedMetrics;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertMetricsTest {
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final AlertMetrics metrics = new AlertMetrics(recorded);

    @Test
    void tellsAlertsByKindAndThoseThatRing() {
        metrics.told(List.of(alert(AlertKind.CRYING, Silence.NONE), alert(AlertKind.CRYING, Silence.SNOOZED)));
        metrics.told(List.of(alert(AlertKind.QUIET_AGAIN, Silence.KIND)));

        assertThat(recorded.count("kind=CRYING alerts")).isEqualTo(2);
        assertThat(recorded.count("kind=CRYING ringingAlerts")).isEqualTo(1);
        assertThat(recorded.count("kind=QUIET_AGAIN alerts")).isEqualTo(1);
        assertThat(recorded.count("kind=QUIET_AGAIN ringingAlerts")).isZero();
    }

    @Test
    void aRingCountsInEveryBucketThatIsLongEnoughForIt() {
        var level = new HouseholdSignal.Level(Night.level("crib", 0, 0.98));
        metrics.heard(
                level,
                List.of(alert(AlertKind.CRYING, Silence.NONE)),
                level.arrival().plusMillis(700));

        assertThat(recorded.count("le=0.5 alertLatencySeconds")).isZero();
        assertThat(recorded.count("le=1.0 alertLatencySeconds")).isEqualTo(1);
        assertThat(recorded.count("le=+Inf alertLatencySeconds")).isEqualTo(1);
    }

    @Test
    void whatDoesNotRingHasNoLatency() {
        var level = new HouseholdSignal.Level(Night.level("crib", 0, 0.98));
        metrics.heard(level, List.of(alert(AlertKind.CRYING, Silence.SNOOZED)), level.arrival());

        assertThat(recorded.count("le=+Inf alertLatencySeconds")).isZero();
    }

    @Test
    void aFalseAlarmIsCountedAsWhatACaregiverSaid() {
        var feedback = Feedback.ofAlert("f-1", "home", FeedbackKind.FALSE_ALARM, "a-1", 1, "ada", Night.second(5));
        metrics.heard(new HouseholdSignal.Answer(feedback, Night.second(5)), List.of(), Night.second(5));

        assertThat(recorded.count("kind=FALSE_ALARM answers")).isEqualTo(1);
        assertThat(recorded.count("kind=ACKNOWLEDGED answers")).isZero();
    }

    private static Alert alert(AlertKind kind, Silence silence) {
        return new Alert("a-1", 1, "home", kind, Severity.WARNING, silence, Instant.EPOCH, Night.second(1), List.of());
    }
}
