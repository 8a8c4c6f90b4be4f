package dev.cradlewatch.models.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.ModelCache;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxColorModelTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path cache;

    @Test
    void givesThePlainSessionsColoursInTheNightsSize() throws Exception {
        var night = night(64, 32);
        try (var model = load(ColorFolders.smallAuto(), false)) {
            var colors = model.colors(night, Optional.empty());

            assertThat(colors.chroma().widthPx()).isEqualTo(64);
            assertThat(colors.chroma().heightPx()).isEqualTo(32);
            var expected = plainSession(night);
            int pixels = 64 * 32;
            assertThat(colors.chroma().a()).containsExactly(Arrays.copyOf(expected, pixels), within(1e-4f));
            assertThat(colors.chroma().b())
                    .containsExactly(Arrays.copyOfRange(expected, pixels, 2 * pixels), within(1e-4f));
            assertThat(colors.confidence()).isEmpty();
        }
    }

    @Test
    void followsAReferenceOfAnySizeAndSaysHowFar() throws Exception {
        try (var model = load(ColorFolders.smallRef(), true)) {
            var small = model.colors(night(32, 32), Optional.of(day(32, 32, 10)));
            var large = model.colors(night(32, 32), Optional.of(day(128, 96, 10)));
            var other = model.colors(night(32, 32), Optional.of(day(32, 32, -30)));

            assertThat(large.chroma().a()).containsExactly(small.chroma().a(), within(1e-3f));
            assertThat(other.chroma().a()).isNotEqualTo(small.chroma().a());
            assertThat(small.confidence().orElseThrow()).isStrictlyBetween(0.0, 1.0);
        }
    }

    @Test
    void tellsItsNameAndWhatItNeeds() throws Exception {
        try (var model = load(ColorFolders.smallAuto(), false)) {
            assertThat(model.name()).isEqualTo("small 1.2.0");
            assertThat(model.usesReference()).isFalse();
            assertThat(model.heldBytes()).isEqualTo(3000);
            assertThat(model.peakBytes(new PictureSize(64, 32))).isEqualTo(1000 + 64 * 32 * 5 / 2);
        }
    }

    @Test
    void refusesPicturesThatDoNotFit() throws Exception {
        try (var model = load(ColorFolders.smallAuto(), false)) {
            assertThatThrownBy(() -> model.colors(night(64, 33), Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("small 1.2.0: picture of 64 x 33 pixels: expected multiples of 32");
            assertThatThrownBy(() -> model.peakBytes(new PictureSize(31, 32))).hasMessageContaining("31 x 32");
            assertThatThrownBy(() -> model.colors(night(32, 32), Optional.of(day(32, 32, 0))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("small 1.2.0 takes no day picture: one given");
        }
    }

    @Test
    void refusesToGoWithoutTheReferenceThatItNeeds() throws Exception {
        try (var model = load(ColorFolders.smallRef(), true)) {
            assertThatThrownBy(() -> model.colors(night(32, 32), Optional.empty()))
                    .hasMessage("small 1.2.0 needs a day picture: none given");
        }
    }

    @Test
    void refusesWhatIsNoColour() throws Exception {
        try (var model = load(ColorFolders.smallAuto(), false)) {
            var night = night(32, 32);
            night.l()[40] = Float.NaN;

            assertThatThrownBy(() -> model.colors(night, Optional.empty()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("small 1.2.0: (a, b) of pixel")
                    .hasMessageContaining("NaN");
        }
    }

    @Test
    void refusesACardThatDoesNotFitItsFile() throws Exception {
        assertThatThrownBy(() -> load(ColorFolders.smallRef(), false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("takes [day_lab, night_l] and gives [ab, confidence]")
                .hasMessageContaining("correct reference in the card");
        assertThatThrownBy(() -> ColorModels.load(folder, "u8", new ModelCache(cache), 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no variant u8: it has [fp32]");
    }

    @Test
    void refusesADamagedModelFile() throws Exception {
        var onnx = ColorFolders.smallAuto();
        ColorFolders.write(folder, onnx, false);
        onnx[onnx.length / 2] ^= 1;
        Files.write(folder.resolve("small.onnx"), onnx);

        assertThatThrownBy(() -> ColorModels.load(folder, "fp32", new ModelCache(cache), 1))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("small.onnx has sha256")
                .hasMessageContaining("restore the file or the card");
    }

    @Test
    void refusesAFileThatIsNoModel() {
        assertThatThrownBy(() -> load("no model".getBytes(), false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("small.onnx is no ONNX file");
        assertThatThrownBy(() -> load(new byte[] {}, false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("ONNX Runtime refuses model folder")
                .hasMessageContaining("small.onnx");
    }

    private ColorModel load(byte[] onnx, boolean reference) throws Exception {
        return ColorModels.load(ColorFolders.write(folder, onnx, reference), "fp32", new ModelCache(cache), 1);
    }

    private static float[] plainSession(Luminance night) throws Exception {
        var environment = OrtEnvironment.getEnvironment();
        long[] shape = {1, 1, night.heightPx(), night.widthPx()};
        try (var session = environment.createSession(ColorFolders.smallAuto());
                var input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(night.l()), shape);
                var result = session.run(Map.of("night_l", input))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    private static Luminance night(int widthPx, int heightPx) {
        var l = new float[widthPx * heightPx];
        for (int i = 0; i < l.length; i++) {
            l[i] = 50 + 40 * (float) Math.sin(i * 0.1);
        }
        return new Luminance(widthPx, heightPx, l);
    }

    /** Of one colour, so that its size does not matter. */
    private static LabPicture day(int widthPx, int heightPx, float a) {
        var planes = new float[3][widthPx * heightPx];
        Arrays.fill(planes[0], 60);
        Arrays.fill(planes[1], a);
        Arrays.fill(planes[2], 5);
        return new LabPicture(
                new Luminance(widthPx, heightPx, planes[0]), new Chroma(widthPx, heightPx, planes[1], planes[2]));
    }
}
