package dev.cradlewatch.operators.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.models.features.LogMel;
import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Heard;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssembleContextTest {
    private FeatureSpec features;
    private KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, CryContext> harness;

    @BeforeEach
    void open() throws Exception {
        features = FeatureSpec.load("cry-full");
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, CryContext> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AssembleContext(features)),
                heard -> heard.record().device(),
                Types.STRING);
    }

    @Test
    void joinsEachWindowToTheThreeBeforeIt() throws Exception {
        arrive(0, 1, 2, 3, 4);

        assertThat(context(4)).isEqualTo(join(frames(1, 0), frames(2, 1), frames(3, 2), frames(4, 3)));
    }

    @Test
    void theOldestWindowStandsInForMissingOnes() throws Exception {
        arrive(0, 1);

        var first = framesAtStart(0);
        assertThat(context(0)).isEqualTo(join(first, first, first, first));
        assertThat(context(1)).isEqualTo(join(first, first, first, frames(1, 0)));
    }

    @Test
    void soundFromBeforeAGapIsNoContext() throws Exception {
        arrive(0, 1, 5);

        var alone = framesAtStart(5);
        assertThat(context(2)).isEqualTo(join(alone, alone, alone, alone));
    }

    @Test
    void aPauseInTheSoundIsAGapEvenIfTheNumbersGoOn() throws Exception {
        arrive(0, 1);
        harness.processElement(Night.live(window(2, Night.second(30))), 0);

        var alone = framesAtStart(2);
        assertThat(context(2)).isEqualTo(join(alone, alone, alone, alone));
    }

    @Test
    void aWindowAfterItsTurnLeavesTheRunAsItIs() throws Exception {
        arrive(0, 2, 3, 1, 4);

        assertThat(context(4)).isEqualTo(join(framesAtStart(2), framesAtStart(2), frames(3, 2), frames(4, 3)));
    }

    @Test
    void goesOnAfterARestartAsIfNothingHadHappened() throws Exception {
        arrive(0, 1, 2, 3);
        try (var restarted = harness()) {
            restarted.initializeState(harness.snapshot(1, 1));
            restarted.open();
            restarted.processElement(Night.live(window(4, Night.second(4))), 0);

            assertThat(restarted.extractOutputValues().get(0).logMel())
                    .isEqualTo(join(frames(1, 0), frames(2, 1), frames(3, 2), frames(4, 3)));
        }
    }

    private void arrive(long... seqs) throws Exception {
        for (var seq : seqs) {
            harness.processElement(Night.live(window(seq, Night.second(seq))), 0);
        }
    }

    private float[] context(int index) {
        return harness.extractOutputValues().get(index).logMel();
    }

    private static AudioWindow window(long seq, Instant start) {
        return new AudioWindow(
                "crib",
                Night.EPOCH,
                seq,
                start,
                start.plusSeconds(1),
                AudioWindow.SAMPLE_RATE_HZ,
                noise(seq),
                0,
                "",
                WindowReason.DETECTION);
    }

    private static byte[] noise(long seed) {
        var pcm = new byte[AudioWindow.PCM_BYTES];
        new Random(seed).nextBytes(pcm);
        return pcm;
    }

    private float[] frames(long seq, long before) throws ModelException {
        var previous = noise(before);
        return extract(seq, Arrays.copyOfRange(previous, previous.length - features.historyBytes(), previous.length));
    }

    private float[] framesAtStart(long seq) {
        return extract(seq, new byte[0]);
    }

    private float[] extract(long seq, byte[] history) {
        var frames = new float[features.windowFloats()];
        new LogMel(features).extract(noise(seq), 0, history, frames, 0);
        return frames;
    }

    private float[] join(float[]... windows) {
        var joined = new float[windows.length * features.windowFloats()];
        for (var i = 0; i < windows.length; i++) {
            System.arraycopy(windows[i], 0, joined, i * features.windowFloats(), features.windowFloats());
        }
        return joined;
    }
}
