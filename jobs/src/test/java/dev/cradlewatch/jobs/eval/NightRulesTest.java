package dev.cradlewatch.jobs.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class NightRulesTest {
    private static final Episode EPISODE = new Episode("night-00", 100, 120);

    @Test
    void anEpisodeIsFoundFromItsStartUntilTenSecondsAfterItsEnd() {
        assertThat(judge(100).found()).isEqualTo(1);
        assertThat(judge(130).found()).isEqualTo(1);
        assertThat(judge(99.9).found()).isZero();
        assertThat(judge(130.1).found()).isZero();
    }

    @Test
    void anAlertIsFalseUnlessAnEpisodeIsAroundIt() {
        assertThat(judge(98).falseAlarms()).isEmpty();
        assertThat(judge(97.9).falseAlarms()).hasSize(1);
        assertThat(judge(130.1).falseAlarms()).hasSize(1);
    }

    @Test
    void anAlertOfAnotherNightFindsNothing() {
        var report = NightRules.judge(2, 8, List.of(EPISODE), List.of(new AlertTime("night-01", 105)));
        assertThat(report.found()).isZero();
        assertThat(report.falseAlarmsPer8Hours()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aSecondAlertInAnEpisodeIsFlapping() {
        var report = judge(103, 115);
        assertThat(report.found()).isEqualTo(1);
        assertThat(report.repeated()).extracting(AlertTime::seconds).containsExactly(115.0);
        assertThat(report.falseAlarms()).isEmpty();
    }

    @Test
    void timeToAlertIsThatOfTheFirstAlert() {
        var late = new Episode("night-00", 200, 220);
        var alerts = List.of(new AlertTime("night-00", 102), new AlertTime("night-00", 206));
        var report = NightRules.judge(1, 8, List.of(EPISODE, late), alerts);
        assertThat(report.secondsToAlert(0.5)).hasValueCloseTo(4.0, within(1e-9));
        assertThat(report.secondsToAlert(0.95)).hasValueCloseTo(5.8, within(1e-9));
    }

    private static NightReport judge(double... alertSeconds) {
        var alerts = DoubleStream.of(alertSeconds)
                .mapToObj(seconds -> new AlertTime("night-00", seconds))
                .toList();
        return NightRules.judge(1, 8, List.of(EPISODE), alerts);
    }
}
