package dev.cradlewatch.operators.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.stream.SealedTypeInfo;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class OrderSignalsTest {

    @Test
    void bringsTheDevicesOfAHouseholdBackTogether() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OrderSignals()), HouseholdSignal::household, Types.STRING)) {
            harness.open();
            for (var second = 0; second < 3; second++) {
                harness.processElement(signal("door", second), 0);
            }
            for (var second = 0; second < 3; second++) {
                harness.processElement(signal("crib", second), 0);
            }
            harness.processWatermark(Night.second(2).toEpochMilli());
            assertThat(harness.extractOutputValues())
                    .containsExactly(signal("crib", 0), signal("door", 0), signal("crib", 1), signal("door", 1));

            harness.processElement(signal("late", 0), 0);
            assertThat(harness.extractOutputValues()).last().isEqualTo(signal("late", 0));
        }
    }

    @Test
    void aMonitorsOwnDetectionComesBeforeTheWindowsThatItLetThrough() throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new OrderSignals()), HouseholdSignal::household, Types.STRING)) {
            harness.setup(SealedTypeInfo.of(HouseholdSignal.class).createSerializer(new SerializerConfigImpl()));
            harness.open();
            var at = Night.second(1);
            var onset = new HouseholdSignal.Report(
                    Night.live("home", at, at, Night.event("crib", 0, at, DeviceEventKind.CRY_ONSET)));
            harness.processElement(signal("crib", 0), 0);
            harness.processElement(onset, 0);

            harness.processWatermark(at.toEpochMilli());
            assertThat(harness.extractOutputValues()).containsExactly(onset, signal("crib", 0));
        }
    }

    private static HouseholdSignal signal(String device, long second) {
        return new HouseholdSignal.Level(Night.level(device, second, 0.5));
    }
}
