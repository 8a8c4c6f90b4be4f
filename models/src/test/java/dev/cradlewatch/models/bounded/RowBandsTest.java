package dev.cradlewatch.models.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cradlewatch.models.color.ColorFolders;
import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxModel;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowBandsTest {

    private static final int ROW_MULTIPLE = 32;

    private OnnxModel wide;
    private OnnxModel eightBits;

    @BeforeEach
    void read() throws Exception {
        wide = OnnxModel.parseFrom(ColorFolders.wide());
        eightBits = OnnxModel.parseFrom(ColorFolders.wideInEightBits());
    }

    @ParameterizedTest
    @CsvSource({"32, 32", "64, 96", "96, 64", "160, 32"})
    void givesTheSameAsTheWholeGraph(int rows, int columns) throws Exception {
        var picture = picture(rows, columns);

        assertThat(run(RowBands.cut(wide, ROW_MULTIPLE), picture, rows, columns))
                .containsExactly(run(wide, picture, rows, columns), within(1e-4f));
        assertThat(run(RowBands.cut(eightBits, ROW_MULTIPLE), picture, rows, columns))
                .containsExactly(run(eightBits, picture, rows, columns), within(0f));
    }

    @Test
    void holdsNoWideTensorWhole() {
        for (var model : List.of(wide, eightBits)) {
            var cut = RowBands.cut(model, ROW_MULTIPLE);

            assertThat(widest(model)).isEqualTo(16);
            assertThat(widest(cut)).isLessThan(4);
            assertThat(cut.getGraph().getOutputList())
                    .isEqualTo(model.getGraph().getOutputList());
        }
    }

    /** What the decoder reads of the first convolutions is made for it anew: it would be held from beginning to end. */
    @Test
    void makesAgainWhatIsReadMuchLater() {
        assertThat(convolutions(FarReaders.served(wide.getGraph(), ROW_MULTIPLE), "stem"))
                .isEqualTo(2);
        assertThat(convolutions(RowBands.cut(wide, ROW_MULTIPLE), "stem")).isEqualTo(4 + 2);
    }

    /** The kernel of 7 rows at a quarter of the size reads three rows of its neighbours, which have two of 32 rows. */
    @Test
    void takesFewerBandsWhereKernelsReachFar() {
        var cut = RowBands.cut(wide, ROW_MULTIPLE);

        assertThat(convolutions(cut, "low_deep")).isEqualTo(4);
        assertThat(convolutions(cut, "deep_deep")).isEqualTo(2);
    }

    @Test
    void leavesWholeWhatHasTooFewRows() {
        var cut = RowBands.cut(wide, 16);

        assertThat(convolutions(cut, "low_deep")).isEqualTo(2);
        assertThat(convolutions(cut, "deep_deep")).isEqualTo(1);
        assertThat(RowBands.cut(wide, 1)).isEqualTo(wide);
    }

    /** A reader that sees the whole picture at once needs the tensor whole. */
    @Test
    void leavesWholeWhatOthersReadWhole() {
        var pooled = wide.toBuilder();
        pooled.getGraphBuilder()
                .addNode(OnnxNode.newBuilder()
                        .setName("mean")
                        .setOpType("GlobalAveragePool")
                        .addInput("stem")
                        .addOutput("mean"));

        var cut = RowBands.cut(pooled.build(), ROW_MULTIPLE).getGraph().getNodeList();
        var read = cut.stream()
                .filter(node -> node.getName().equals("mean"))
                .findFirst()
                .orElseThrow()
                .getInput(0);
        assertThat(read).startsWith("stem");
        assertThat(cut).anyMatch(node -> node.getOutputList().contains(read));
    }

    @Test
    void leavesFilesOfOldOperatorsAsTheyAre() {
        var old = wide.toBuilder();
        old.getOpsetImportBuilder(0).setVersion(14);

        assertThat(RowBands.cut(old.build(), ROW_MULTIPLE)).isEqualTo(old.build());
    }

    /** Copies of the convolution with this weight. */
    private static long convolutions(OnnxModel model, String name) {
        return convolutions(model.getGraph(), name);
    }

    private static long convolutions(OnnxGraph graph, String name) {
        return graph.getNodeList().stream()
                .filter(node -> node.getInputList().contains(name + "_weight"))
                .count();
    }

    /** The most values for a pixel of the picture that a tensor has, of those whose size can be told. */
    private static double widest(OnnxModel model) {
        var index = new GraphIndex(model.getGraph());
        var scales = new PictureScales(model.getGraph(), index, new RowOperators(index), ROW_MULTIPLE);
        return model.getGraph().getNodeList().stream()
                .mapToDouble(node -> scales.valuesPerPixel(node.getOutput(0)))
                .max()
                .orElseThrow();
    }

    private static float[] picture(int rows, int columns) {
        var random = new Random(5);
        var values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * random.nextFloat();
        }
        return values;
    }

    private static float[] run(OnnxModel model, float[] picture, int rows, int columns) throws OrtException {
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions();
                var session = environment.createSession(model.toByteArray(), options);
                var input = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(picture), new long[] {1, 1, rows, columns});
                var result = session.run(Map.of("night_l", input))) {
            return ((OnnxTensor) result.get("ab").orElseThrow())
                    .getFloatBuffer()
                    .array();
        }
    }
}
