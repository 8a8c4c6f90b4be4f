package dev.cradlewatch.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.PictureSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureEncoderTest {
    private static final String COMMENT = "Colours: color-ref 0.1.0";

    private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

    @ParameterizedTest
    @EnumSource(PictureFormat.class)
    void theFileHasTheSizeTheColorsAndTheComment(PictureFormat format) throws Exception {
        var file = PictureEncoder.encode(rows(200, 150, 0), format, COMMENT, 1 << 20)
                .orElseThrow();

        var header = decoder.inspect(file);
        assertThat(header.format()).isEqualTo(format);
        assertThat(new PictureSize(header.widthPx(), header.heightPx())).isEqualTo(new PictureSize(200, 150));
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains(COMMENT);
        var pixel = decoder.decode(file, 30_000).rgb()[75 * 200 + 100];
        assertThat(pixel >> 16 & 0xff)
                .as("red")
                .isCloseTo(pixel & 0xff, within(20))
                .isGreaterThan(pixel >> 8 & 0xff);
    }

    @Test
    void aPngKeepsTheLuminanceToTheCode() throws Exception {
        var random = new Random(3);
        var codes = new byte[70 * 50];
        random.nextBytes(codes);
        var night = new GreyPlane(70, 50, codes);
        var size = new PictureSize(32, 32);
        var rows = new ColoredRows(
                night, GuidedChroma.of(night.scaledTo(size), gray(size), night.size(), GuidePolicy.DEFAULT));

        var file =
                PictureEncoder.encode(rows, PictureFormat.PNG, COMMENT, 1 << 20).orElseThrow();

        assertThat(decoder.decodeGrey(file).codes()).isEqualTo(codes);
    }

    @Test
    void theSamePictureGivesTheSameFile() throws Exception {
        for (var format : PictureFormat.values()) {
            assertThat(PictureEncoder.encode(rows(120, 90, 20), format, COMMENT, 1 << 20)
                            .orElseThrow())
                    .isEqualTo(PictureEncoder.encode(rows(120, 90, 20), format, COMMENT, 1 << 20)
                            .orElseThrow());
        }
    }

    @Test
    void aJpegLosesQualityUntilItFitsAndIsNotMadeIfItNeverDoes() throws Exception {
        var free = PictureEncoder.encode(rows(400, 300, 60), PictureFormat.JPEG, COMMENT, 1 << 20)
                .orElseThrow();

        var tight = PictureEncoder.encode(rows(400, 300, 60), PictureFormat.JPEG, COMMENT, free.length / 2)
                .orElseThrow();

        assertThat(tight.length).isLessThanOrEqualTo(free.length / 2).isGreaterThan(free.length / 8);
        assertThat(decoder.inspect(tight).widthPx()).isEqualTo(400);
        assertThat(PictureEncoder.encode(rows(400, 300, 60), PictureFormat.JPEG, COMMENT, 2_000))
                .isEmpty();
        assertThat(PictureEncoder.encode(rows(400, 300, 60), PictureFormat.PNG, COMMENT, 2_000))
                .isEmpty();
    }

    /** A purple picture with noise. */
    private static ColoredRows rows(int width, int height, int noise) {
        var random = new Random(7);
        var codes = new byte[width * height];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) Math.max(0, Math.min(255, 120 + noise * random.nextGaussian()));
        }
        var night = new GreyPlane(width, height, codes);
        var size = new PictureSize(64, 64);
        var colors = gray(size);
        Arrays.fill(colors.a(), 30);
        Arrays.fill(colors.b(), -20);
        return new ColoredRows(night, GuidedChroma.of(night.scaledTo(size), colors, night.size(), GuidePolicy.DEFAULT));
    }

    private static Chroma gray(PictureSize size) {
        int pixels = size.widthPx() * size.heightPx();
        return new Chroma(size.widthPx(), size.heightPx(), new float[pixels], new float[pixels]);
    }
}
