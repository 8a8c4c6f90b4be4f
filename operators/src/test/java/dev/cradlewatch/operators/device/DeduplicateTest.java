package dev.cradlewatch.operators.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.stream.Heard;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
    private static KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, Heard<AudioWindow>> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Deduplicate<AudioWindow>(Duration.ofDays(8))),
                heard -> heard.record().device(),
                Types.STRING);
    }

    private static void arrive(
            KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, Heard<AudioWindow>> harness,
            String device,
            long... seqs)
            throws Exception {
        for (var seq : seqs) {
            harness.processElement(Night.live(Night.window(device, seq)), 0);
        }
    }

    @Test
    void letsEachSequenceNumberOfADevicePassOnce() throws Exception {
        try (var harness = harness()) {
            harness.open();
            arrive(harness, "crib", 5, 6, 5, 1_029, 1_023, 1_024, 1_029, 6, 1_024);
            arrive(harness, "nursery", 5);

            assertThat(harness.extractOutputValues())
                    .extracting(
                            heard -> heard.record().device() + heard.record().seq())
                    .containsExactly("crib5", "crib6", "crib1029", "crib1023", "crib1024", "nursery5");
        }
    }

    @Test
    void aNewSpoolOfTheDeviceStartsAnew() throws Exception {
        try (var harness = harness()) {
            harness.open();
            arrive(harness, "crib", 5);
            var window = Night.window("crib", 5);
            var reset = new AudioWindow(
                    window.device(),
                    Night.EPOCH + 1,
                    window.seq(),
                    window.start(),
                    window.sent(),
                    window.sampleRateHz(),
                    window.pcm(),
                    window.localScore(),
                    window.agentModel(),
                    window.reason());
            harness.processElement(Night.live(reset), 0);

            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        try (var before = harness();
                var after = harness()) {
            before.open();
            arrive(before, "crib", 5);
            after.initializeState(before.snapshot(1, 1));
            after.open();
            arrive(after, "crib", 5, 6);

            assertThat(after.extractOutputValues())
                    .extracting(heard -> heard.record().seq())
                    .containsExactly(6L);
        }
    }
}
