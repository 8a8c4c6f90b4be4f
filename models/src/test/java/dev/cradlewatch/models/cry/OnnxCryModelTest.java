package dev.cradlewatch.models.cry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.models.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxCryModelTest {

    private static final int CONTEXT = 200 * 64;

    @TempDir
    private Path folder;

    @Test
    void scoresEachContextOfABatchByItself() throws Exception {
        try (var model = load(OnnxFile.sigmoidOfMean())) {
            var probabilities = new float[4];

            model.score(batch(0, 2, -3), 3, probabilities);

            assertThat(probabilities).containsExactly(new float[] {0.5f, sigmoid(2), sigmoid(-3), 0}, within(1e-6f));
        }
    }

    @Test
    void tellsItsNameAndInput() throws Exception {
        try (var model = load(OnnxFile.sigmoidOfMean())) {
            assertThat(model.name()).isEqualTo("own 1.2.0");
            assertThat(model.contextFrames()).isEqualTo(200);
            assertThat(model.features().bands()).isEqualTo(64);
        }
    }

    @Test
    void leavesNothingOfALargeBatchInASmallOne() throws Exception {
        try (var model = load(OnnxFile.sigmoidOfMean())) {
            var probabilities = new float[3];

            model.score(batch(5, 5, 5), 3, probabilities);
            model.score(batch(-1), 1, probabilities);

            assertThat(probabilities[0]).isCloseTo(sigmoid(-1), within(1e-6f));
            assertThat(probabilities[1]).isCloseTo(sigmoid(5), within(1e-6f));
        }
    }

    @Test
    void scoresForSeveralThreadsAtOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try (var model = load(OnnxFile.sigmoidOfMean())) {
            var runs = new ArrayList<Callable<Float>>();
            for (int run = 0; run < 200; run++) {
                int batch = 1 + run % 7;
                float value = run / 100f;
                runs.add(() -> {
                    var input = new float[batch * CONTEXT];
                    Arrays.fill(input, value);
                    var probabilities = new float[batch];
                    model.score(input, batch, probabilities);
                    return probabilities[batch - 1];
                });
            }

            var results = threads.invokeAll(runs);

            for (int run = 0; run < 200; run++) {
                assertThat(results.get(run).get()).isCloseTo(sigmoid(run / 100f), within(1e-5f));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesWhatIsNoProbability() throws Exception {
        try (var model = load(OnnxFile.sigmoidOfMean().withFunction("Log"))) {
            assertThatThrownBy(() -> model.score(batch(1, -1), 2, new float[2]))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("own 1.2.0: probability NaN of context 1 of 2: expected [0, 1]"
                            + " (check the features; then the export)");
        }
    }

    @Test
    void refusesArraysThatDoNotHoldTheBatch() throws Exception {
        try (var model = load(OnnxFile.sigmoidOfMean())) {
            assertThatThrownBy(() -> model.score(new float[CONTEXT], 2, new float[2]))
                    .hasMessageContaining("batch of 2 contexts in 12800 floats");
            assertThatThrownBy(() -> model.score(new float[CONTEXT], 1, new float[0]))
                    .hasMessageContaining("room for 0 probabilities");
            assertThatThrownBy(() -> model.score(new float[CONTEXT], 0, new float[1]))
                    .hasMessageContaining("batch of 0 contexts");
        }
    }

    @Test
    void refusesToScoreOnceClosed() throws Exception {
        var model = load(OnnxFile.sigmoidOfMean());
        model.close();
        model.close();

        assertThatThrownBy(() -> model.score(batch(1), 1, new float[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("own 1.2.0 is closed: load it again");
    }

    @Test
    void refusesAFileWithOtherNamesOrShapes() {
        assertRefused(OnnxFile.sigmoidOfMean().withInput("audio"), "model.onnx: input [audio]: expected only log_mel");
        assertRefused(OnnxFile.sigmoidOfMean().withOutput("p"), "model.onnx: output [p]: expected only probability");
        assertRefused(
                OnnxFile.sigmoidOfMean().withInputShape(-1, 100, 40),
                "model.onnx: input log_mel is FLOAT [-1, 100, 40]: expected float [-1, 200, 64]");
        assertRefused(
                OnnxFile.sigmoidOfMean().withInputShape(1, 200, 64),
                "model.onnx: input log_mel is FLOAT [1, 200, 64]: expected float [-1, 200, 64]");
        assertRefused(
                OnnxFile.sigmoidOfMean().withMeanAxes(2),
                "model.onnx: output probability is FLOAT [-1, 200]: expected float [-1]");
    }

    @Test
    void refusesAFileThatIsNoModel() {
        assertRefused(OnnxFile.sigmoidOfMean().withFunction("NoSuchOperator"), "ONNX Runtime refuses model.onnx");
    }

    @Test
    void refusesACardWhoseContextIsNotItsProfiles() throws Exception {
        ModelFolders.write(folder, OnnxFile.sigmoidOfMean());
        ModelFolders.replaceInCard(folder, "\"context_windows\": 4", "\"context_windows\": 3");

        assertThatThrownBy(() -> CryModels.load(folder, 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("context_windows 3: profile cry-full has 4");
    }

    private CryModel load(OnnxFile file) throws Exception {
        return CryModels.load(ModelFolders.write(folder, file), 1);
    }

    private void assertRefused(OnnxFile file, String message) {
        assertThatThrownBy(() -> load(file)).isInstanceOf(ModelException.class).hasMessageContaining(message);
    }

    private static float[] batch(float... values) {
        var batch = new float[values.length * CONTEXT];
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(batch, i * CONTEXT, (i + 1) * CONTEXT, values[i]);
        }
        return batch;
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
