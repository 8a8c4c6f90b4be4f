package dev.cradlewatch.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.models.color.Chroma;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.Luminance;
import dev.cradlewatch.models.color.PictureSize;
import dev.cradlewatch.models.color.RgbPicture;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ColoredRowsTest {
    private static final PictureSize MODEL = new PictureSize(64, 64);
    private static final int SIDE = 1_024;
    private static final int EDGE = 515;

    @Test
    void colorsChangeWhereLuminanceChangesNotWhereTheModelsPixelsDo() {
        var night = step(SIDE, EDGE, 60, 170);
        var guide = night.scaledTo(MODEL);
        var colors = chroma(MODEL, x -> (x + 0.5) * SIDE / MODEL.widthPx() < EDGE ? 40 : -40);

        var lab = LabPicture.of(colored(night, guide, colors, GuidePolicy.DEFAULT));

        int row = SIDE / 2 * SIDE;
        for (int x = 0; x < SIDE; x++) {
            float expected = x < EDGE ? 40 : -40;
            assertThat(lab.chroma().a()[row + x])
                    .as("a of column %d, the edge is at %d", x, EDGE)
                    .isCloseTo(expected, within(12f));
        }
    }

    @Test
    void withoutAnEdgeInLuminanceColorsBlendFromPixelToPixel() {
        var night = step(SIDE, EDGE, 120, 120);
        var colors = chroma(MODEL, x -> x < 32 ? 40 : -40);

        var lab = LabPicture.of(colored(night, night.scaledTo(MODEL), colors, GuidePolicy.DEFAULT));

        int row = SIDE / 2 * SIDE;
        assertThat(lab.chroma().a()[row + 100]).isCloseTo(40, within(3f));
        assertThat(lab.chroma().a()[row + SIDE / 2]).isCloseTo(0, within(3f));
        assertThat(lab.chroma().a()[row + SIDE - 100]).isCloseTo(-40, within(3f));
    }

    @Test
    void noiseOfTheCameraDoesNotBecomeNoiseOfColor() {
        var random = new Random(1);
        var codes = new byte[SIDE * SIDE];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (120 + 4 * random.nextGaussian());
        }
        var night = new GreyPlane(SIDE, SIDE, codes);
        var colors = chroma(MODEL, x -> 30 + (x % 2 == 0 ? 3 : -3));

        var lab = LabPicture.of(colored(night, night.scaledTo(MODEL), colors, GuidePolicy.DEFAULT));

        for (int i = 0; i < codes.length; i += 97) {
            assertThat(lab.chroma().a()[i]).isCloseTo(30, within(4f));
        }
    }

    @Test
    void luminanceStaysWhateverTheColor() {
        var codes = new byte[256];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        var night = new GreyPlane(256, 1, codes);
        var size = night.size();
        for (int hue = 0; hue < 360; hue += 20) {
            double angle = Math.toRadians(hue);
            var colors = chroma(size, x -> 90);
            for (int i = 0; i < 256; i++) {
                colors.a()[i] = (float) (90 * Math.cos(angle));
                colors.b()[i] = (float) (90 * Math.sin(angle));
            }
            var lab = LabPicture.of(colored(night, night.scaledTo(size), colors, GuidePolicy.DEFAULT));
            for (int i = 0; i < 256; i++) {
                assertThat(lab.luminance().l()[i])
                        .as("L of grey %d at hue %d", i, hue)
                        .isCloseTo(GreyCodes.l(i), within(0.7f));
            }
        }
    }

    @Test
    void aColorThatCanBeShownIsShownAsCieLabSaysIt() {
        var night = new GreyPlane(1, 1, new byte[] {(byte) 130});
        for (int a = -15; a <= 15; a += 5) {
            for (int b = -15; b <= 15; b += 5) {
                var colors = new Chroma(1, 1, new float[] {a}, new float[] {b});
                var lab = LabPicture.of(colored(night, night.scaledTo(night.size()), colors, GuidePolicy.DEFAULT));
                assertThat(lab.chroma().a()[0]).isCloseTo(a, within(0.6f));
                assertThat(lab.chroma().b()[0]).isCloseTo(b, within(0.6f));
            }
        }
    }

    static RgbPicture colored(GreyPlane night, Luminance guide, Chroma colors, GuidePolicy policy) {
        var rows = new ColoredRows(night, GuidedChroma.of(guide, colors, night.size(), policy));
        var rgb = new int[night.codes().length];
        var row = new byte[3 * night.widthPx()];
        for (int y = 0; y < night.heightPx(); y++) {
            rows.row(y, row);
            for (int x = 0; x < night.widthPx(); x++) {
                rgb[y * night.widthPx() + x] =
                        (row[3 * x] & 0xff) << 16 | (row[3 * x + 1] & 0xff) << 8 | row[3 * x + 2] & 0xff;
            }
        }
        return new RgbPicture(night.widthPx(), night.heightPx(), rgb);
    }

    private static GreyPlane step(int side, int edge, int left, int right) {
        var codes = new byte[side * side];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (i % side < edge ? left : right);
        }
        return new GreyPlane(side, side, codes);
    }

    private static Chroma chroma(PictureSize size, IntToDoubleFunction ofColumn) {
        var a = new float[size.widthPx() * size.heightPx()];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) ofColumn.applyAsDouble(i % size.widthPx());
        }
        var b = new float[a.length];
        Arrays.fill(b, 5);
        return new Chroma(size.widthPx(), size.heightPx(), a, b);
    }
}
