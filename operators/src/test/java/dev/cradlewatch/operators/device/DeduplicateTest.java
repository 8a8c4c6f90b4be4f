package dev.cradlewatch.operators.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
    private static KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, Heard<AudioWindow>> harness()
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new Deduplicate<AudioWindow>(DuplicatePolicy.defaults())),
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

    @Test
    void aRetryIsDroppedInSilenceAndAReplayIsADeadLetter() throws Exception {
        try (var harness = harness()) {
            harness.open();
            arrive(harness, heard(1, second(0), second(0)));
            arrive(harness, heard(2, second(600), second(600)));
            arrive(harness, heard(1, second(0), second(601)));
            assertThat(letters(harness)).isEmpty();

            arrive(harness, heard(3, second(601), second(601)));
            arrive(harness, heard(1, second(0), second(602)));

            assertThat(letters(harness)).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo(DeadLetterReason.REPLAYED);
                assertThat(letter.key()).isEqualTo("crib");
                assertThat(letter.detail()).contains("number 1 of epoch 7 of device crib", "PT10M1S before");
            });
            assertThat(harness.extractOutputValues()).hasSize(3);
        }
    }

    @Test
    void aRecordSentAnewIsNoReplay() throws Exception {
        try (var harness = harness()) {
            harness.open();
            arrive(harness, heard(1, second(0), second(0)));
            arrive(harness, heard(2, second(3_600), second(3_600)));
            arrive(harness, heard(1, second(3_601), second(3_601)));

            assertThat(letters(harness)).isEmpty();
            assertThat(harness.extractOutputValues()).hasSize(2);
        }
    }

    @Test
    void whatIsForgottenOneByOneIsStillNotTakenAgain() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (var day = 0; day < 60; day++) {
                arrive(harness, heard(2_000L * day, day(day), day(day)));
            }
            assertThat(harness.numKeyedStateEntries())
                    .as("blocks, epochs, newest")
                    .isLessThan(12);

            for (var day = 0; day < 60; day++) {
                arrive(harness, heard(2_000L * day, day(day), day(59)));
            }

            assertThat(harness.extractOutputValues()).hasSize(60);
            assertThat(letters(harness)).hasSize(59);
        }
    }

    @Test
    void aBacklogBelowWhatWasHeardLatelyPasses() throws Exception {
        try (var harness = harness()) {
            harness.open();
            arrive(harness, heard(0, day(0), day(0)));
            arrive(harness, heard(1_000_000, day(7), day(7)));
            for (var seq = 1; seq < 1_000_000; seq += 100_000) {
                arrive(harness, heard(seq, day(14), day(14)));
            }

            assertThat(harness.extractOutputValues()).hasSize(12);
            assertThat(letters(harness)).isEmpty();
        }
    }

    @Test
    void aClockThatJumpsSilencesNoMonitor() throws Exception {
        try (var harness = harness()) {
            harness.open();
            var ahead = Instant.parse("2050-01-01T00:00:00Z");
            arrive(harness, heard(1, ahead, second(1)));
            arrive(harness, heard(2, Instant.EPOCH, second(2)));
            arrive(harness, heard(3, second(3), second(3)));

            assertThat(harness.extractOutputValues()).hasSize(3);
            assertThat(letters(harness)).isEmpty();
        }
    }

    private static Instant second(long second) {
        return Night.second(second);
    }

    private static Instant day(long day) {
        return Night.START.plus(Duration.ofDays(day));
    }

    private static Heard<AudioWindow> heard(long seq, Instant sent, Instant arrival) {
        return Night.live("home", arrival, arrival, Night.window("crib", seq, sent, sent));
    }

    private static void arrive(
            KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, Heard<AudioWindow>> harness,
            Heard<AudioWindow> heard)
            throws Exception {
        harness.setProcessingTime(heard.arrival().toEpochMilli());
        harness.processElement(heard, 0);
    }

    private static List<DeadLetter> letters(
            KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, Heard<AudioWindow>> harness) {
        var output = harness.getSideOutput(DeadLetters.TAG);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
    }
}
