package dev.cradlewatch.operators.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CountOnceTest {
    private record Fact(String device, long epoch, long number, String content) {}

    private static KeyedOneInputStreamOperatorTestHarness<String, Fact, Fact> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CountOnce<>(Fact::epoch, Fact::number, Duration.ofDays(8))),
                Fact::device,
                Types.STRING);
    }

    @Test
    void theFirstToComeCountsAndARepeatDoesNotWhateverItsOrder() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(new Fact("crib", 1, 8, "first"), 0);
            harness.processElement(new Fact("crib", 1, 3, "late"), 0);
            harness.processElement(new Fact("crib", 1, 8, "again, otherwise"), 0);
            harness.processElement(new Fact("crib", 1, 3, "again"), 0);

            assertThat(harness.extractOutputValues()).extracting(Fact::content).containsExactly("first", "late");
        }
    }

    @Test
    void theSameNumberOfAnotherDeviceOrEpochIsAnotherFact() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(new Fact("crib", 1, 8, "a"), 0);
            harness.processElement(new Fact("crib", 2, 8, "b"), 0);
            harness.processElement(new Fact("door", 1, 8, "c"), 0);

            assertThat(harness.extractOutputValues()).extracting(Fact::content).containsExactly("a", "b", "c");
        }
    }

    @Test
    void remembersAcrossARestartUntilItsMemoryEnds() throws Exception {
        try (var before = harness();
                var after = harness()) {
            before.setStateTtlProcessingTime(0);
            before.open();
            before.processElement(new Fact("crib", 1, 8, "first"), 0);
            after.initializeState(before.snapshot(1, 1));
            after.setStateTtlProcessingTime(Duration.ofDays(7).toMillis());
            after.open();
            after.processElement(new Fact("crib", 1, 8, "a week later"), 0);
            after.setStateTtlProcessingTime(Duration.ofDays(9).toMillis());
            after.processElement(new Fact("crib", 1, 8, "long after"), 0);

            assertThat(after.extractOutputValues()).extracting(Fact::content).containsExactly("long after");
        }
    }
}
