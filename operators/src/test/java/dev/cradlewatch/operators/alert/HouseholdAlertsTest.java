package dev.cradlewatch.operators.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HouseholdAlertsTest {

    @Test
    void settingsCountFromTheNextSignalOnAndForTheirHouseholdAlone() throws Exception {
        try (var harness = opened(Timebase.WALL)) {
            hear(harness, 0, 0.7);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processBroadcastElement(sensitivity("neighbours", Sensitivity.HIGH), 0);
            hear(harness, 1, 0.7);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processBroadcastElement(sensitivity("home", Sensitivity.HIGH), 0);
            hear(harness, 2, 0.7);
            assertThat(harness.extractOutputValues()).extracting(Alert::kind).containsExactly(AlertKind.CRYING);
        }
    }

    @Test
    void theClockRingsForACryWhoseAudioNeverCame() throws Exception {
        try (var harness = opened(Timebase.WALL)) {
            report(harness, 0, DeviceEventKind.CRY_ONSET);
            harness.setProcessingTime(Night.second(7.9).toEpochMilli());
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.setProcessingTime(Night.second(8).toEpochMilli());
            assertThat(harness.extractOutputValues()).extracting(Alert::kind).containsExactly(AlertKind.CRYING);
        }
    }

    @Test
    void theWatermarkIsTheClockOfAReplay() throws Exception {
        try (var harness = opened(Timebase.STREAM)) {
            report(harness, 0, DeviceEventKind.CRY_ONSET);
            harness.setProcessingTime(Night.second(600).toEpochMilli());
            assertThat(harness.extractOutputValues()).isEmpty();

            passes(harness, Night.second(8).toEpochMilli());
            assertThat(harness.extractOutputValues()).extracting(Alert::kind).containsExactly(AlertKind.CRYING);
        }
    }

    @Test
    void whatWasDueBeforeASignalIsDecidedBeforeItThoughTheTimerIsLate() throws Exception {
        try (var harness = opened(Timebase.STREAM)) {
            report(harness, 0, DeviceEventKind.CRY_ONSET);
            report(harness, 100, DeviceEventKind.CRY_OFFSET);

            assertThat(harness.extractOutputValues())
                    .extracting(Alert::kind)
                    .containsExactly(AlertKind.CRYING, AlertKind.QUIET_AGAIN);
        }
    }

    @Test
    void anEpisodeGoesOnUnderItsIdAfterARestart() throws Exception {
        try (var before = opened(Timebase.WALL);
                var after = harness(Timebase.WALL)) {
            for (var second = 0; second < 5; second++) {
                hear(before, second, 0.98);
            }
            after.initializeState(before.snapshot(1, 1));
            after.open();
            for (var second = 5; second < 130; second++) {
                hear(after, second, 0.98);
            }
            assertThat(before.extractOutputValues()).extracting(Alert::kind).containsExactly(AlertKind.CRYING);
            assertThat(after.extractOutputValues()).extracting(Alert::kind).containsExactly(AlertKind.STILL_CRYING);
            assertThat(after.extractOutputValues().get(0).id())
                    .isEqualTo(before.extractOutputValues().get(0).id());
        }
    }

    @Test
    void theEndOfABoundedInputLeavesNoTimerBehind() throws Exception {
        try (var harness = opened(Timebase.STREAM)) {
            hear(harness, 0, 0.98);
            passes(harness, Long.MAX_VALUE);
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aRecordingThatEndsWhileItsMonitorHearsACryIsNoMissingSound() throws Exception {
        try (var harness = opened(Timebase.STREAM)) {
            report(harness, 0, DeviceEventKind.CRY_ONSET);
            hear(harness, 0, 0.4);
            passes(harness, Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void aBacklogIsToldAtTheEndOfABoundedInput() throws Exception {
        try (var harness = opened(Timebase.STREAM)) {
            harness.processElement(new HouseholdSignal.Level(Night.lateLevel("crib", 0, 0.98, Night.second(7_200))), 0);
            passes(harness, Long.MAX_VALUE);
            assertThat(harness.extractOutputValues())
                    .extracting(Alert::kind)
                    .containsExactly(AlertKind.CRIED_WHILE_OFFLINE);
        }
    }

    private static KeyedBroadcastOperatorTestHarness<String, HouseholdSignal, HouseholdSettings, Alert> harness(
            Timebase timebase) throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new HouseholdAlerts(AlertPolicy.defaults(), timebase), List.of(HouseholdAlerts.SETTINGS)),
                HouseholdSignal::household,
                Types.STRING,
                1,
                1,
                0);
    }

    private static KeyedBroadcastOperatorTestHarness<String, HouseholdSignal, HouseholdSettings, Alert> opened(
            Timebase timebase) throws Exception {
        var harness = harness(timebase);
        harness.open();
        return harness;
    }

    private static void passes(
            KeyedBroadcastOperatorTestHarness<String, HouseholdSignal, HouseholdSettings, Alert> harness,
            long watermark)
            throws Exception {
        harness.processBroadcastWatermark(new Watermark(watermark));
        harness.processWatermark(new Watermark(watermark));
    }

    private static void hear(
            KeyedBroadcastOperatorTestHarness<String, HouseholdSignal, HouseholdSettings, Alert> harness,
            int second,
            double posterior)
            throws Exception {
        harness.setProcessingTime(Night.second(second + 1).toEpochMilli());
        harness.processElement(new HouseholdSignal.Level(Night.level("crib", second, posterior)), 0);
    }

    private static void report(
            KeyedBroadcastOperatorTestHarness<String, HouseholdSignal, HouseholdSettings, Alert> harness,
            int second,
            DeviceEventKind kind)
            throws Exception {
        var at = Night.second(second);
        harness.setProcessingTime(at.toEpochMilli());
        harness.processElement(
                new HouseholdSignal.Report(Night.live("home", at, at, Night.event("crib", second, at, kind))), 0);
    }

    private static HouseholdSettings sensitivity(String household, Sensitivity sensitivity) {
        return new HouseholdSettings(household, sensitivity, QuietHours.never(), Instant.EPOCH);
    }
}
