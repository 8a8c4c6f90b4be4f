package dev.cradlewatch.operators.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanNoticesTest {
    private static final Caregiver ADA = new Caregiver("ada", "Ada", List.of(ntfy("phone"), ntfy("watch")));
    private static final Caregiver GRACE = new Caregiver("grace", "Grace", List.of(ntfy("phone")));
    private static final Caregiver JOAN = new Caregiver("joan", "Joan", List.of(ntfy("phone")));

    private KeyedBroadcastOperatorTestHarness<String, NoticeSignal, DirectoryEntry, Notice> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(Timebase.WALL);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void whatRingsGoesToEveryChannelOfTheFirstCaregiverAlone() throws Exception {
        know(ADA, GRACE);
        harness.processBroadcastElement(
                new DirectoryEntry.OfDevice(new DeviceRegistration(
                        "crib", "home", "Crib by the window", DeviceRegistration.Status.ACTIVE, List.of())),
                0);

        hear(0, 1, AlertKind.CRYING);

        assertThat(told()).containsExactly("ada/phone RING", "ada/watch RING");
        assertThat(notices()).allSatisfy(notice -> {
            assertThat(notice.message().alertId()).isEqualTo("a");
            assertThat(notice.message().alertVersion()).isEqualTo(1);
            assertThat(notice.message().title()).isEqualTo("Willow: crying");
            assertThat(notice.message().text()).isEqualTo("Crying heard by Crib by the window.");
        });
    }

    @Test
    void theNextCaregiverIsToldTooWhenNobodyAcknowledgedInTime() throws Exception {
        know(ADA, GRACE, JOAN);
        hear(0, 1, AlertKind.CRYING);
        at(299.9);
        assertThat(told()).doesNotContain("grace/phone RING");

        at(300);
        assertThat(told()).containsExactly("ada/phone RING", "ada/watch RING", "grace/phone RING");
        assertThat(notices().get(2).message().text()).endsWith("Nobody has acknowledged it yet.");

        at(600);
        assertThat(told()).endsWith("joan/phone RING").hasSize(4);
        at(3_000);
        assertThat(told()).as("there is nobody else").hasSize(4);
    }

    @Test
    void everybodyWhoWasToldIsRungAgainWhileItGoesOn() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.CRYING);
        hear(120, 2, AlertKind.STILL_CRYING);
        assertThat(told()).endsWith("ada/phone RING", "ada/watch RING").hasSize(4);

        at(300);
        hear(360, 3, AlertKind.STILL_CRYING);
        assertThat(told()).endsWith("grace/phone RING", "ada/phone RING", "ada/watch RING", "grace/phone RING");
        assertThat(notices().get(notices().size() - 1).message().text()).startsWith("Crying for 6 min");
    }

    @Test
    void onceItIsQuietNobodyElseIsRungAndThoseToldHearThatItIsOver() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.CRYING);
        hear(60, 2, AlertKind.QUIET_AGAIN, Silence.KIND);
        at(1_000);

        assertThat(told()).endsWith("ada/phone CLOSING", "ada/watch CLOSING").hasSize(4);
    }

    @Test
    void onceSomebodyGoesNobodyElseIsRungAndThoseToldHearWhoGoes() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.CRYING);
        at(60);
        harness.processElement(
                signal(new Alert(
                        "a",
                        2,
                        "home",
                        AlertKind.ACKNOWLEDGED,
                        Severity.INFO,
                        Silence.KIND,
                        Night.START,
                        Night.second(60),
                        List.of(),
                        new Acknowledgement("grace", Night.second(60)))),
                0);
        hear(120, 3, AlertKind.STILL_CRYING, Silence.ACKNOWLEDGED);
        at(1_000);

        assertThat(told()).endsWith("ada/phone CLOSING", "ada/watch CLOSING").hasSize(4);
        assertThat(notices().get(3).message().text()).isEqualTo("Grace has seen it.");
    }

    @Test
    void aMonitorThatIsBackEndsItsOutage() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.MONITOR_OFFLINE);
        hear(60, 2, AlertKind.MONITOR_BACK, Silence.KIND);
        at(1_000);

        assertThat(told())
                .containsExactly("ada/phone RING", "ada/watch RING", "ada/phone CLOSING", "ada/watch CLOSING");
    }

    @Test
    void whatIsSnoozedIsNotSentAndWaitsForNobody() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.CRYING, Silence.SNOOZED);
        hear(120, 2, AlertKind.STILL_CRYING, Silence.QUIET_HOURS);
        at(1_000);

        assertThat(told()).isEmpty();
    }

    @Test
    void aSnoozeHoldsTheEscalationUntilItRingsAgain() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.CRYING);
        hear(120, 2, AlertKind.STILL_CRYING, Silence.SNOOZED);
        at(800);
        assertThat(told()).hasSize(2);

        hear(840, 3, AlertKind.STILL_CRYING);
        assertThat(told()).hasSize(4).doesNotContain("grace/phone RING");
        at(1_140);
        assertThat(told()).endsWith("grace/phone RING");
    }

    @Test
    void aCaregiverWithoutAChannelIsPassedOver() throws Exception {
        know(new Caregiver("new", "New", List.of()), GRACE);
        hear(0, 1, AlertKind.CRYING);

        assertThat(told()).containsExactly("grace/phone RING");
    }

    @Test
    void aHouseholdThatBecomesKnownAMomentLaterIsToldAMomentLater() throws Exception {
        hear(0, 1, AlertKind.CRYING);
        know(ADA);
        at(5);
        assertThat(told()).containsExactly("ada/phone RING", "ada/watch RING");
    }

    @Test
    void aChannelThatIsAddedHoursLaterDoesNotRingForAnOldOutage() throws Exception {
        hear(0, 1, AlertKind.MONITOR_OFFLINE);
        at(3_600);
        know(ADA);
        at(7_200);
        assertThat(told()).isEmpty();
    }

    @Test
    void anOldAlertDoesNotRing() throws Exception {
        know(ADA);
        at(601);
        harness.processElement(signal(alert("a", 0, 1, AlertKind.CRYING, Silence.NONE)), 0);
        at(2_000);
        assertThat(told()).isEmpty();
    }

    @Test
    void aVersionThatComesTwiceOrLateChangesNothing() throws Exception {
        know(ADA);
        hear(0, 1, AlertKind.CRYING);
        hear(1, 1, AlertKind.CRYING);
        hear(120, 3, AlertKind.STILL_CRYING);
        hear(121, 2, AlertKind.STILL_CRYING);
        assertThat(told()).hasSize(4);
        assertThat(notices()).extracting(Notice::id).doesNotHaveDuplicates();
    }

    @Test
    void twoAlertsOfAHouseholdEscalateEachOnItsOwn() throws Exception {
        know(JOAN, GRACE);
        hear(0, 1, AlertKind.CRYING);
        at(100);
        harness.processElement(signal(alert("b", 100, 1, AlertKind.MONITOR_OFFLINE, Silence.NONE)), 0);
        hear(200, 2, AlertKind.QUIET_AGAIN, Silence.KIND);
        at(399.9);
        assertThat(told()).containsExactly("joan/phone RING", "joan/phone RING", "joan/phone CLOSING");
        at(400);
        assertThat(told()).endsWith("grace/phone RING").hasSize(4);
    }

    @Test
    void aRestartForgetsNeitherWhoWasToldNorWhoIsNext() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.CRYING);
        var ids = notices().stream().map(Notice::id).toList();
        var snapshot = harness.snapshot(1, 1);
        harness.close();

        harness = harness(Timebase.WALL);
        harness.setProcessingTime(Night.second(30).toEpochMilli());
        harness.initializeState(snapshot);
        harness.open();
        hear(31, 1, AlertKind.CRYING);
        assertThat(told()).isEmpty();
        at(300);
        assertThat(told()).containsExactly("grace/phone RING");
        assertThat(notices()).extracting(Notice::id).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void aJobThatWasAwayForAnHourWakesNobodyForWhatWasThen() throws Exception {
        know(ADA, GRACE);
        hear(0, 1, AlertKind.CRYING);
        var snapshot = harness.snapshot(1, 1);
        harness.close();

        harness = harness(Timebase.WALL);
        harness.setProcessingTime(Night.second(3_600).toEpochMilli());
        harness.initializeState(snapshot);
        harness.open();
        at(3_700);
        assertThat(told()).isEmpty();
    }

    @Test
    void onAReplayTheStreamsTimeCountsAndNothingIsOld() throws Exception {
        harness.close();
        harness = harness(Timebase.STREAM);
        harness.open();
        know(ADA, GRACE);
        harness.setProcessingTime(Night.second(1_000_000).toEpochMilli());
        harness.processElement(signal(alert("a", 0, 1, AlertKind.CRYING, Silence.NONE)), 0);
        assertThat(told()).hasSize(2);

        passes(Night.second(299).toEpochMilli());
        assertThat(told()).hasSize(2);
        passes(Night.second(301).toEpochMilli());
        assertThat(told()).endsWith("grace/phone RING").hasSize(3);
    }

    @Test
    void theEndOfAReplayWakesNobody() throws Exception {
        harness.close();
        harness = harness(Timebase.STREAM);
        harness.open();
        know(ADA, GRACE);
        harness.processElement(signal(alert("a", 0, 1, AlertKind.CRYING, Silence.NONE)), 0);
        passes(Long.MAX_VALUE);
        assertThat(told()).hasSize(2);
    }

    @Test
    void aTestGoesToTheOneChannelAndIsItsDelivery() throws Exception {
        know(ADA);
        ask("t-1", "ada", "watch");
        ask("t-1", "ada", "watch");

        assertThat(told()).containsExactly("ada/watch TEST");
        assertThat(notices().get(0).id()).isEqualTo("t-1");
        assertThat(notices().get(0).message().text()).isEqualTo("This channel works. Grace tried it.");
    }

    @Test
    void aTestWaitsForAChannelThatIsJustBeingSaved() throws Exception {
        ask("t-1", "ada", "watch");
        know(ADA);
        at(5);
        assertThat(told()).containsExactly("ada/watch TEST");
    }

    @Test
    void aTestOfAChannelThatNobodyHasFails() throws Exception {
        know(ADA);
        ask("t-1", "ada", "fax");
        assertThat(undeliverable()).isEmpty();
        at(10);

        assertThat(undeliverable()).singleElement().satisfies(delivery -> {
            assertThat(delivery.id()).isEqualTo("t-1");
            assertThat(delivery.test()).isTrue();
            assertThat(delivery.outcome()).isEqualTo(Delivery.Outcome.FAILED);
            assertThat(delivery.detail()).startsWith("there is no such channel");
        });
        at(100);
        assertThat(undeliverable()).hasSize(1);
    }

    private static KeyedBroadcastOperatorTestHarness<String, NoticeSignal, DirectoryEntry, Notice> harness(
            Timebase timebase) throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new PlanNotices(NoticePolicy.defaults(timebase)),
                        List.of(PlanNotices.HOUSEHOLDS, PlanNotices.DEVICE_NAMES)),
                NoticeSignal::household,
                Types.STRING,
                1,
                1,
                0);
    }

    private void know(Caregiver... caregivers) throws Exception {
        harness.processBroadcastElement(
                new DirectoryEntry.OfHousehold(new Household(
                        "home", "Willow", List.of(caregivers), Duration.ofMinutes(5), HomeAssistant.none())),
                0);
    }

    private void hear(double second, int version, AlertKind kind) throws Exception {
        hear(second, version, kind, Silence.NONE);
    }

    private void hear(double second, int version, AlertKind kind, Silence silence) throws Exception {
        at(second);
        harness.processElement(signal(alert("a", second, version, kind, silence)), 0);
    }

    private void ask(String id, String caregiver, String channel) throws Exception {
        at(0);
        harness.processElement(
                new NoticeSignal.OfTest(new ChannelTest(id, "home", caregiver, channel, "Grace", Night.second(0))), 0);
    }

    private void at(double second) throws Exception {
        harness.setProcessingTime(Night.second(second).toEpochMilli());
    }

    private void passes(long watermark) throws Exception {
        harness.processBroadcastWatermark(new Watermark(watermark));
        harness.processWatermark(new Watermark(watermark));
    }

    private List<Notice> notices() {
        return harness.extractOutputValues();
    }

    private List<String> told() {
        return notices().stream()
                .map(notice -> "%s/%s %s"
                        .formatted(
                                notice.caregiver(),
                                notice.channel().id(),
                                notice.message().urgency()))
                .toList();
    }

    private List<Delivery> undeliverable() {
        return Optional.ofNullable(harness.getSideOutput(PlanNotices.UNDELIVERABLE)).stream()
                .flatMap(output -> output.stream().map(StreamRecord::getValue))
                .toList();
    }

    private static NoticeSignal signal(Alert alert) {
        return new NoticeSignal.OfAlert(alert);
    }

    private static Alert alert(String id, double second, int version, AlertKind kind, Silence silence) {
        return new Alert(
                id,
                version,
                "home",
                kind,
                Severity.WARNING,
                silence,
                Night.START,
                Night.second(second),
                List.of(new DeviceEvidence("crib", 0.9, 0.99, 12, true)));
    }

    private static Channel ntfy(String id) {
        return new Channel.Ntfy(id, "https://ntfy.example", "willow", "");
    }
}
