package dev.cradlewatch.models.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.models.color.ColorFolders;
import dev.cradlewatch.models.onnx.file.OnnxModel;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a cut graph gives the same colours is OnnxColorModelTest's. */
class RowBandsTest {

    private OnnxModel small;

    @BeforeEach
    void read() throws Exception {
        small = OnnxModel.parseFrom(ColorFolders.smallAuto());
    }

    @Test
    void cutsEachBottleneckInFour() {
        var cut = RowBands.cut(small, 32);

        assertThat(count(small, "Conv")).isEqualTo(8);
        assertThat(count(cut, "Split")).isEqualTo(2);
        assertThat(count(cut, "Conv")).isEqualTo(2 + 4 * 6);
        assertThat(cut.getGraph().getOutputList()).isEqualTo(small.getGraph().getOutputList());
    }

    /** Of 8 rows the first convolution leaves 4: bands of one, which the second bottleneck cannot halve. */
    @Test
    void leavesWholeWhatHasTooFewRows() {
        assertThat(count(RowBands.cut(small, 8), "Split")).isEqualTo(1);
        assertThat(count(RowBands.cut(small, 4), "Split")).isZero();
        assertThat(RowBands.cut(small, 1)).isEqualTo(small);
    }

    @Test
    void leavesFilesOfOldOperatorsAsTheyAre() {
        var old = small.toBuilder();
        old.getOpsetImportBuilder(0).setVersion(17);

        assertThat(RowBands.cut(old.build(), 32)).isEqualTo(old.build());
    }

    private static long count(OnnxModel model, String type) {
        return model.getGraph().getNodeList().stream()
                .map(OnnxNode::getOpType)
                .filter(type::equals)
                .count();
    }
}
