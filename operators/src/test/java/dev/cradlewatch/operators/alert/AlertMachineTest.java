package dev.cradlewatch.operators.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.LivenessChange;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertMachineTest {
    private final AlertMachine machine = new AlertMachine(AlertPolicy.defaults());
    private final List<Alert> told = new ArrayList<>();
    private HouseholdSettings settings = HouseholdSettings.defaults("home");
    private HouseholdState state = HouseholdState.fresh();

    @Test
    void opensOneAlertForOneCryAndClosesItWhenItIsOver() {
        level("crib", 0, 5, 0.1);
        level("crib", 5, 30, 0.97);
        level("crib", 30, 60, 0.05);

        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
        assertThat(told).extracting(Alert::version).containsExactly(1, 2);
        assertThat(told).extracting(Alert::id).containsOnly(told.get(0).id());
        assertThat(told.get(0).at()).isEqualTo(Night.second(6));
        assertThat(told.get(0).rings()).isTrue();
        assertThat(told.get(1).rings()).isFalse();
        assertThat(told.get(1).evidence()).singleElement().satisfies(evidence -> {
            assertThat(evidence.device()).isEqualTo("crib");
            assertThat(evidence.cryingSeconds()).isEqualTo(25);
        });
    }

    @Test
    void aPauseForBreathIsNotTheEnd() {
        for (var second = 0; second < 60; second += 12) {
            level("crib", second, second + 6, 0.97);
            level("crib", second + 6, second + 12, 0.05);
        }
        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING);
    }

    @Test
    void wobblingBetweenTheLevelsDoesNotFlap() {
        for (var second = 0; second < 60; second++) {
            level("crib", second, second + 1, second % 2 == 0 ? 0.98 : 0.5);
        }
        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING);
    }

    @Test
    void opensOneAlertWhenTwoMonitorsHearTheSameCry() {
        for (var second = 0; second < 20; second++) {
            level("crib", second, second + 1, 0.97);
            level("door", second, second + 1, 0.98);
        }
        for (var second = 20; second < 50; second++) {
            level("crib", second, second + 1, 0.05);
            level("door", second, second + 1, 0.05);
        }
        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
        assertThat(told.get(1).evidence()).extracting(DeviceEvidence::device).containsExactly("crib", "door");
    }

    @Test
    void tellsAgainWhileItGoesOn() {
        level("crib", 0, 250, 0.97);
        assertThat(told)
                .extracting(Alert::kind)
                .containsExactly(AlertKind.CRYING, AlertKind.STILL_CRYING, AlertKind.STILL_CRYING);
        assertThat(told).extracting(Alert::at).containsExactly(Night.second(1), Night.second(121), Night.second(241));
    }

    @Test
    void sensitivityMovesTheOpening() {
        settings = withSensitivity(Sensitivity.HIGH);
        level("crib", 0, 1, 0.8);
        assertThat(told).hasSize(1);

        state = HouseholdState.fresh();
        settings = withSensitivity(Sensitivity.LOW);
        level("crib", 0, 1, 0.95);
        assertThat(told).hasSize(1);
    }

    @Test
    void aSnoozedHouseholdIsToldButNotRung() {
        settings = new HouseholdSettings("home", Sensitivity.NORMAL, QuietHours.never(), Night.second(60));
        level("crib", 0, 130, 0.97);
        assertThat(told).extracting(Alert::silence).containsExactly(Silence.SNOOZED, Silence.NONE);
    }

    @Test
    void quietHoursSpanMidnightInTheHouseholdsOwnZone() {
        var quiet = new QuietHours(LocalTime.of(22, 30), LocalTime.of(6, 0), "Europe/Madrid");
        assertThat(quiet.contains(Instant.parse("2026-01-15T22:00:00Z"))).isTrue();
        assertThat(quiet.contains(Instant.parse("2026-01-15T21:00:00Z"))).isFalse();

        settings = new HouseholdSettings("home", Sensitivity.NORMAL, quiet, Instant.EPOCH);
        level("crib", 0, 1, 0.97);
        assertThat(told).extracting(Alert::silence).containsExactly(Silence.QUIET_HOURS);
    }

    @Test
    void aBacklogNeverRingsAndBecomesOneSummary() {
        for (var second = 0; second < 40; second++) {
            var arrival = Night.second(7_200 + second / 20.0);
            on(new HouseholdSignal.Level(Night.lateLevel("crib", second, second < 30 ? 0.97 : 0.05, arrival)), arrival);
        }
        assertThat(told).isEmpty();

        wake(Night.second(7_205));
        assertThat(told).isEmpty();
        wake(Night.second(7_217));
        wake(Night.second(7_300));

        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.CRIED_WHILE_OFFLINE);
            assertThat(alert.startedAt()).isEqualTo(Night.second(0));
            assertThat(alert.at()).isEqualTo(Night.second(30));
            assertThat(alert.rings()).isFalse();
        });
    }

    @Test
    void aBacklogThatStallsIsToldAgainUnderTheSameId() {
        on(new HouseholdSignal.Level(Night.lateLevel("crib", 0, 0.97, Night.second(7_200))), Night.second(7_200));
        wake(Night.second(7_220));
        on(new HouseholdSignal.Level(Night.lateLevel("crib", 1, 0.97, Night.second(7_230))), Night.second(7_230));
        wake(Night.second(7_250));

        assertThat(told).extracting(Alert::version).containsExactly(1, 2);
        assertThat(told).extracting(Alert::id).containsOnly(told.get(0).id());
    }

    @Test
    void theMonitorsOwnDetectionRingsWhenItsAudioDoesNotCome() {
        report("crib", 0, DeviceEventKind.CRY_ONSET);
        wake(Night.second(7));
        assertThat(told).isEmpty();
        wake(Night.second(8));
        assertThat(told).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(AlertKind.CRYING);
            assertThat(alert.evidence().get(0).heardLocally()).isTrue();
        });
    }

    @Test
    void theFullModelOverrulesTheMonitorsOwnDetection() {
        report("crib", 0, DeviceEventKind.CRY_ONSET);
        level("crib", 0, 20, 0.05);
        wake(Night.second(20));
        assertThat(told).isEmpty();
    }

    @Test
    void theMonitorsOwnDetectionMakesTheFullModelRingSooner() {
        level("crib", 0, 1, 0.8);
        assertThat(told).isEmpty();
        report("crib", 1, DeviceEventKind.CRY_ONSET);
        level("crib", 1, 2, 0.8);
        assertThat(told).hasSize(1);
    }

    @Test
    void closesWhenALivingMonitorHasNothingMoreToStream() {
        level("crib", 0, 10, 0.97);
        level("crib", 10, 15, 0.05);
        report("crib", 29, DeviceEventKind.HEARTBEAT);
        wake(Night.second(30));
        assertThat(told).hasSize(1);
        report("crib", 30, DeviceEventKind.HEARTBEAT);
        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
        assertThat(told.get(1).at()).isEqualTo(Night.second(30));
    }

    @Test
    void aSignOfLifeFromBeforeTheSilenceSaysNothingOfTheQuietAfterIt() {
        level("crib", 0, 10, 0.97);
        report("crib", 11, DeviceEventKind.CRY_OFFSET);
        report("crib", 12, DeviceEventKind.HEARTBEAT);
        wake(Night.second(40));
        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING);

        level("crib", 41, 45, 0.97);
        assertThat(told).as("the network was away, the cry was not").hasSize(1);
    }

    @Test
    void aHeartbeatFromTheSpoolProvesNoMoreThanWhenItWasMade() {
        level("crib", 0, 10, 0.97);
        reportLate("crib", 20, Night.second(40), DeviceEventKind.HEARTBEAT);
        wake(Night.second(40));
        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING);
    }

    @Test
    void doesNotSayQuietWhenTheMonitorWentDark() {
        level("crib", 0, 10, 0.97);
        wake(Night.second(40));
        on(
                new HouseholdSignal.Liveness(
                        new LivenessChange("crib", "home", false, Night.second(10), Night.second(55))),
                Night.second(55));

        assertThat(told).extracting(Alert::kind).containsExactly(AlertKind.CRYING, AlertKind.MONITOR_OFFLINE);
        assertThat(told.get(1).severity()).isEqualTo(Severity.CRITICAL);

        on(
                new HouseholdSignal.Liveness(
                        new LivenessChange("crib", "home", true, Night.second(10), Night.second(99))),
                Night.second(99));
        assertThat(told.get(2).kind()).isEqualTo(AlertKind.MONITOR_BACK);
        assertThat(told.get(2).id()).isEqualTo(told.get(1).id());
        assertThat(told.get(2).version()).isEqualTo(2);
    }

    @Test
    void aReplayNamesItsAlertsTheSame() {
        level("crib", 0, 250, 0.97);
        var first = List.copyOf(told);
        told.clear();
        state = HouseholdState.fresh();
        level("crib", 0, 250, 0.97);
        assertThat(told).isEqualTo(first);
    }

    private HouseholdSettings withSensitivity(Sensitivity sensitivity) {
        return new HouseholdSettings("home", sensitivity, QuietHours.never(), Instant.EPOCH);
    }

    @Test
    void whoGoesIsToldAndTheEpisodeRingsNoMore() {
        level("crib", 0, 5, 0.97);
        answer(FeedbackKind.ACKNOWLEDGED, told.get(0).id(), "ada", 6);
        level("crib", 6, 130, 0.97);

        assertThat(told)
                .extracting(Alert::kind)
                .containsExactly(AlertKind.CRYING, AlertKind.ACKNOWLEDGED, AlertKind.STILL_CRYING);
        assertThat(told).extracting(Alert::version).containsExactly(1, 2, 3);
        assertThat(told).extracting(Alert::silence).containsExactly(Silence.NONE, Silence.KIND, Silence.ACKNOWLEDGED);
        assertThat(told.get(2).acknowledgement()).isEqualTo(new Acknowledgement("ada", Night.second(6)));
        assertThat(told.get(1).evidence()).isNotEmpty();
    }

    @Test
    void aCryThatGoesOnLongAfterSomebodyWentRingsAgain() {
        level("crib", 0, 5, 0.97);
        answer(FeedbackKind.ACKNOWLEDGED, told.get(0).id(), "ada", 6);
        level("crib", 6, 730, 0.97);

        assertThat(told.stream().filter(Alert::rings))
                .extracting(Alert::at)
                .containsExactly(Night.second(1), Night.second(721));
    }

    @Test
    void aFalseAlarmRingsNoMoreEither() {
        level("crib", 0, 5, 0.97);
        answer(FeedbackKind.FALSE_ALARM, told.get(0).id(), "ada", 6);
        level("crib", 6, 130, 0.97);
        assertThat(told).filteredOn(Alert::rings).hasSize(1);
    }

    @Test
    void onlyTheFirstAnswerToAnOpenAlertIsTold() {
        level("crib", 0, 5, 0.97);
        var id = told.get(0).id();
        answer(FeedbackKind.ACKNOWLEDGED, "another", "ada", 6);
        answer(FeedbackKind.MISSED_CRY, "", "ada", 6);
        assertThat(told).hasSize(1);

        answer(FeedbackKind.ACKNOWLEDGED, id, "ada", 7);
        answer(FeedbackKind.ACKNOWLEDGED, id, "ben", 8);
        answer(FeedbackKind.ACKNOWLEDGED, id, "ada", 7);
        assertThat(told).hasSize(2);

        level("crib", 8, 60, 0.05);
        answer(FeedbackKind.ACKNOWLEDGED, id, "ben", 61);
        assertThat(told).extracting(Alert::kind).last().isEqualTo(AlertKind.QUIET_AGAIN);
        assertThat(told.get(2).acknowledgement().caregiver()).isEqualTo("ada");
    }

    @Test
    void theNextEpisodeRingsAgain() {
        level("crib", 0, 5, 0.97);
        answer(FeedbackKind.ACKNOWLEDGED, told.get(0).id(), "ada", 6);
        level("crib", 6, 60, 0.05);
        level("crib", 60, 65, 0.97);
        assertThat(told).last().satisfies(alert -> {
            assertThat(alert.rings()).isTrue();
            assertThat(alert.acknowledgement().isGiven()).isFalse();
        });
    }

    @Test
    void aMonitorThatWentDarkCanBeAcknowledgedToo() {
        liveness("crib", false, 100);
        answer(FeedbackKind.ACKNOWLEDGED, told.get(0).id(), "ada", 110);
        answer(FeedbackKind.ACKNOWLEDGED, told.get(0).id(), "ben", 111);
        liveness("crib", true, 200);

        assertThat(told)
                .extracting(Alert::kind)
                .containsExactly(AlertKind.MONITOR_OFFLINE, AlertKind.ACKNOWLEDGED, AlertKind.MONITOR_BACK);
        assertThat(told).extracting(Alert::version).containsExactly(1, 2, 3);
        assertThat(told).extracting(Alert::id).containsOnly(told.get(0).id());
    }

    private void answer(FeedbackKind kind, String alert, String caregiver, int second) {
        var feedback = Feedback.ofAlert("f-" + second, "home", kind, alert, 1, caregiver, Night.second(second));
        on(new HouseholdSignal.Answer(feedback, Night.second(second)), Night.second(second));
    }

    private void liveness(String device, boolean online, int second) {
        var change = new LivenessChange(device, "home", online, Night.second(70), Night.second(second));
        on(new HouseholdSignal.Liveness(change), Night.second(second));
    }

    private void level(String device, int from, int until, double posterior) {
        for (var second = from; second < until; second++) {
            var level = Night.level(device, second, posterior);
            on(new HouseholdSignal.Level(level), level.window().arrival());
        }
    }

    private void report(String device, int second, DeviceEventKind kind) {
        reportLate(device, second, Night.second(second), kind);
    }

    private void reportLate(String device, int second, Instant arrival, DeviceEventKind kind) {
        var at = Night.second(second);
        on(new HouseholdSignal.Report(Night.live("home", at, arrival, Night.event(device, second, at, kind))), arrival);
    }

    private void on(HouseholdSignal signal, Instant now) {
        take(machine.on(state, signal, settings, now));
    }

    private void wake(Instant now) {
        take(machine.onWake(state, settings, now));
    }

    private void take(Outcome outcome) {
        state = outcome.state();
        told.addAll(outcome.alerts());
    }
}
