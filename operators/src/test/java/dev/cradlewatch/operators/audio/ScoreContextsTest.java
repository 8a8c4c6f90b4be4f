package dev.cradlewatch.operators.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.CryModel;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScoreContextsTest {
    private static final float BROKEN = 0.666f;

    private final List<Integer> batches = new ArrayList<>();
    private OneInputStreamOperatorTestHarness<CryContext, ScoredWindow> harness;

    /** Its probability is the context's first number; it fails for one number. */
    private final class EchoModel implements CryModel {
        private final FeatureSpec features;

        EchoModel() throws ModelException {
            features = FeatureSpec.load("cry-full");
        }

        @Override
        public String name() {
            return "echo 1";
        }

        @Override
        public FeatureSpec features() {
            return features;
        }

        @Override
        public int contextFrames() {
            return features.contextWindows() * features.framesPerWindow();
        }

        @Override
        public void score(float[] logMel, int batch, float[] probabilities) throws ModelException {
            batches.add(batch);
            for (var i = 0; i < batch; i++) {
                probabilities[i] = logMel[i * contextFrames() * features.bands()];
                if (probabilities[i] == BROKEN) {
                    throw new ModelException("output is NaN");
                }
            }
        }

        @Override
        public void close() {
            batches.add(-1);
        }
    }

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(
                new ScoreContexts(EchoModel::new, new BatchPolicy(4, Duration.ofMillis(50))));
        harness.setProcessingTime(0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void scoresAFullBatchInOneCallAndInOrder() throws Exception {
        arrive(0.1f, 0.2f, 0.3f);
        assertThat(harness.extractOutputValues()).isEmpty();
        arrive(0.4f);

        assertThat(probabilities()).containsExactly(0.1f, 0.2f, 0.3f, 0.4f);
        assertThat(batches).containsExactly(4);
    }

    @Test
    void aLoneWindowWaitsNoLongerThanTheLinger() throws Exception {
        arrive(0.1f);
        harness.setProcessingTime(49);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(50);
        assertThat(probabilities()).containsExactly(0.1f);

        arrive(0.2f);
        harness.setProcessingTime(100);
        assertThat(probabilities()).containsExactly(0.1f, 0.2f);
    }

    @Test
    void aWatermarkDoesNotOvertakeAWindow() throws Exception {
        arrive(0.1f);
        harness.processWatermark(1_000);

        assertThat(harness.getOutput()).last().isEqualTo(new Watermark(1_000));
        assertThat(probabilities()).containsExactly(0.1f);
    }

    @Test
    void holdsNothingWhenACheckpointIsTaken() throws Exception {
        arrive(0.1f, 0.2f);
        harness.prepareSnapshotPreBarrier(1);

        assertThat(probabilities()).containsExactly(0.1f, 0.2f);
    }

    @Test
    void holdsNothingWhenTheInputEnds() throws Exception {
        arrive(0.1f);
        harness.endInput();

        assertThat(probabilities()).containsExactly(0.1f);
    }

    @Test
    void aWindowThatTheModelFailsOnTakesNoOtherDownWithIt() throws Exception {
        arrive(0.1f, BROKEN, 0.3f, 0.4f);

        assertThat(probabilities()).containsExactly(0.1f, 0.3f, 0.4f);
        assertThat(harness.getSideOutput(DeadLetters.TAG)).singleElement().satisfies(letter -> {
            assertThat(letter.getValue().reason()).isEqualTo(DeadLetterReason.MODEL_FAILED);
            assertThat(letter.getValue().detail()).isEqualTo("output is NaN");
        });
    }

    @Test
    void givesTheModelBackWhenItCloses() throws Exception {
        harness.close();
        assertThat(batches).containsExactly(-1);
    }

    private void arrive(float... values) throws Exception {
        for (var value : values) {
            var logMel = new float[200 * 64];
            Arrays.fill(logMel, value);
            harness.processElement(new CryContext(Night.facts("crib", 1, Lane.LIVE, Night.second(2)), logMel), 10);
        }
    }

    private List<Float> probabilities() {
        return harness.extractOutputValues().stream()
                .map(ScoredWindow::probability)
                .toList();
    }
}
