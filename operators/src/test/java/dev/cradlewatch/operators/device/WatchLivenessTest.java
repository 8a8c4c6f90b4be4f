package dev.cradlewatch.operators.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

class WatchLivenessTest {
    private static final Duration OFFLINE_AFTER = Duration.ofSeconds(45);

    private static KeyedBroadcastOperatorTestHarness<String, LifeSign, DeviceRegistration, LivenessChange> harness(
            Timebase timebase) throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new WatchLiveness(new LivenessPolicy(timebase, OFFLINE_AFTER)), List.of(Admission.REGISTRY)),
                LifeSign::device,
                Types.STRING,
                1,
                1,
                0);
    }

    private static LifeSign sign(Instant arrival) {
        return new LifeSign("crib", "home", arrival);
    }

    @Test
    void tellsOnceThatAMonitorWentDarkAndOnceThatItIsBack() throws Exception {
        try (var harness = harness(Timebase.WALL)) {
            harness.open();
            harness.processBroadcastElement(Night.registered("crib", "home"), 0);
            harness.setProcessingTime(Night.second(0).toEpochMilli());
            harness.processElement(sign(Night.second(0)), 0);
            harness.setProcessingTime(Night.second(30).toEpochMilli());
            harness.processElement(sign(Night.second(30)), 0);
            harness.setProcessingTime(Night.second(74).toEpochMilli());
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.setProcessingTime(Night.second(200).toEpochMilli());
            assertThat(harness.extractOutputValues()).singleElement().satisfies(change -> {
                assertThat(change.online()).isFalse();
                assertThat(change.lastHeard()).isEqualTo(Night.second(30));
            });

            harness.processElement(sign(Night.second(200)), 0);
            assertThat(harness.extractOutputValues())
                    .extracting(LivenessChange::online)
                    .containsExactly(false, true);
            assertThat(harness.extractOutputValues())
                    .extracting(LivenessChange::lastHeard)
                    .containsOnly(Night.second(30));
        }
    }

    @Test
    void aRestartOfTheJobIsNotAnOutage() throws Exception {
        try (var before = harness(Timebase.WALL);
                var after = harness(Timebase.WALL)) {
            before.open();
            before.processBroadcastElement(Night.registered("crib", "home"), 0);
            before.setProcessingTime(Night.second(0).toEpochMilli());
            before.processElement(sign(Night.second(0)), 0);

            after.setProcessingTime(Night.second(600).toEpochMilli());
            after.initializeState(before.snapshot(1, 1));
            after.open();
            after.setProcessingTime(Night.second(601).toEpochMilli());
            assertThat(after.extractOutputValues()).isEmpty();

            after.setProcessingTime(Night.second(640).toEpochMilli());
            after.processElement(sign(Night.second(640)), 0);
            assertThat(after.extractOutputValues()).isEmpty();

            after.setProcessingTime(Night.second(686).toEpochMilli());
            assertThat(after.extractOutputValues())
                    .extracting(LivenessChange::online)
                    .containsExactly(false);
        }
    }

    @Test
    void doesNotMissARevokedDevice() throws Exception {
        try (var harness = harness(Timebase.WALL)) {
            harness.open();
            harness.processBroadcastElement(Night.registered("crib", "home"), 0);
            harness.setProcessingTime(Night.second(0).toEpochMilli());
            harness.processElement(sign(Night.second(0)), 0);
            harness.processBroadcastElement(Night.registered("crib", "home").with(Status.REVOKED), 0);
            harness.setProcessingTime(Night.second(200).toEpochMilli());

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void theEndOfAReplayIsNotAnOutage() throws Exception {
        try (var harness = harness(Timebase.STREAM)) {
            harness.open();
            harness.processBroadcastElement(Night.registered("crib", "home"), 0);
            harness.processElement(sign(Night.second(0)), 0);
            harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void aReplayFindsTheOutageThatTheStreamHolds() throws Exception {
        try (var harness = harness(Timebase.STREAM)) {
            harness.open();
            harness.processBroadcastElement(Night.registered("crib", "home"), 0);
            harness.processElement(sign(Night.second(0)), 0);
            harness.processElement(sign(Night.second(300)), 0);

            assertThat(harness.extractOutputValues())
                    .extracting(LivenessChange::online)
                    .containsExactly(false, true);
        }
    }
}
