package dev.cradlewatch.models.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.bounded.ModelCache;
import dev.cradlewatch.models.onnx.Leases;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedColorModelTest {

    @Test
    void sharesOneSessionUntilTheLastLeaseIsClosed(@TempDir Path folder, @TempDir Path cache) throws Exception {
        ColorFolders.write(folder, ColorFolders.smallAuto(), false);
        var models = new Leases<SharedColorModel.Key, ColorModel>(
                key -> ColorModels.load(folder, "fp32", new ModelCache(cache), key.threads()), ColorModel::close);
        var first = SharedColorModel.lease(models, "small", 1);
        var second = SharedColorModel.lease(models, "small", 1);
        var night = new Luminance(32, 32, new float[32 * 32]);
        assertThat(models.size()).isEqualTo(1);
        assertThat(second.name()).isEqualTo("small 1.2.0");
        assertThat(second.peakBytes(new PictureSize(32, 32))).isEqualTo(1000 + 2560);

        first.close();
        assertThatThrownBy(() -> first.colors(night, Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lease of small 1.2.0 is closed: take a new one");
        assertThat(second.colors(night, Optional.empty()).chroma().widthPx()).isEqualTo(32);

        second.close();
        assertThat(models.size()).isZero();
    }
}
