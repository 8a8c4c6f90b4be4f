package dev.cradlewatch.models.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TransferTest {
    private static final int DARK_RED = 0x600000;
    private static final int BRIGHT_BLUE = 0xa0a0ff;
    private static final Offset<Float> CLOSE = within(0.01f);

    private final ColorTransfer welsh = new WelshTransfer(1);
    private final ColorTransfer reinhard = new ReinhardTransfer();

    /** All of the night is darker than the day's dark half; only order and spread can tell which is which. */
    @Test
    void darkTakesTheColourOfDarkAndBrightThatOfBright() {
        var day = halves(40, 30, DARK_RED, BRIGHT_BLUE);
        var night = LabPicture.of(halves(20, 20, 0x101010, 0x202020)).luminance();
        var colours = welsh.colorsFor(night, day);
        assertThat(colours.widthPx()).isEqualTo(20);
        assertThat(colours.a()[0]).isCloseTo(lab(DARK_RED)[1], CLOSE);
        assertThat(colours.b()[0]).isCloseTo(lab(DARK_RED)[2], CLOSE);
        assertThat(colours.a()[19]).isCloseTo(lab(BRIGHT_BLUE)[1], CLOSE);
        assertThat(colours.b()[19]).isCloseTo(lab(BRIGHT_BLUE)[2], CLOSE);
    }

    /** Left stripes of reds, right an even blue, which the night camera sees exactly as bright as the stripe in the middle. */
    @Test
    void textureTellsColoursOfOneBrightnessApart() {
        int[] reds = {0x500000, 0x9d0000, 0xe00000};
        int blue = 0x0000ff;
        var rgb = new int[60 * 60];
        for (int i = 0; i < rgb.length; i++) {
            int x = i % 60;
            rgb[i] = x < 40 ? reds[x % 3] : blue;
        }
        var day = new RgbPicture(60, 60, rgb);
        var night = LabPicture.of(day).luminance();
        for (int i = 0; i < rgb.length; i++) {
            if (i % 60 >= 40) {
                night.l()[i] = lab(reds[1])[0];
            }
        }
        var colours = welsh.colorsFor(night, day);
        for (int y = 0; y < 60; y++) {
            for (int x = 4; x < 36; x++) {
                assertThat(colours.b()[y * 60 + x]).isPositive();
            }
            for (int x = 44; x < 56; x++) {
                assertThat(colours.b()[y * 60 + x]).isCloseTo(lab(blue)[2], CLOSE);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameColoursAndAnotherSeedOthers() {
        var day = gradient(64, 48);
        var night = LabPicture.of(gradient(50, 40)).luminance();
        var colours = welsh.colorsFor(night, day);
        assertThat(new WelshTransfer(1).colorsFor(night, day).a()).containsExactly(colours.a());
        assertThat(new WelshTransfer(2).colorsFor(night, day).a()).isNotEqualTo(colours.a());
    }

    @Test
    void picturesOfOnePixelOrOneGreyHaveColoursToo() {
        var red = new RgbPicture(1, 1, new int[] {0xff0000});
        var night = LabPicture.of(halves(4, 4, 0x333333, 0x333333)).luminance();
        assertThat(welsh.colorsFor(night, red).a()).hasSize(16).containsOnly(lab(0xff0000)[1]);
        assertThat(reinhard.colorsFor(night, red).a()).hasSize(16).containsOnly(lab(0xff0000)[1]);
    }

    /** L tells the colour of this day picture fully, so mean and deviation of a and b come over as they are. */
    @Test
    void statisticsOfTheDayComeOver() {
        var day = halves(40, 30, DARK_RED, BRIGHT_BLUE);
        var colours = reinhard.colorsFor(
                LabPicture.of(halves(20, 20, 0x505050, 0x707070)).luminance(), day);
        var expected = LabPicture.of(day).chroma();
        assertThat(Moments.of(colours.a()).mean())
                .isCloseTo(Moments.of(expected.a()).mean(), within(0.01));
        assertThat(Moments.of(colours.b()).deviation())
                .isCloseTo(Moments.of(expected.b()).deviation(), within(0.01));
        assertThat(colours.a()[0]).isCloseTo(lab(DARK_RED)[1], CLOSE);
    }

    private static RgbPicture halves(int width, int height, int left, int right) {
        var rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = i % width < width / 2 ? left : right;
        }
        return new RgbPicture(width, height, rgb);
    }

    private static RgbPicture gradient(int width, int height) {
        var rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * (i % width) / width << 16 | 255 * (i / width) / height << 8 | 0x40;
        }
        return new RgbPicture(width, height, rgb);
    }

    private static float[] lab(int rgb) {
        var picture = LabPicture.of(new RgbPicture(1, 1, new int[] {rgb}));
        return new float[] {
            picture.luminance().l()[0],
            picture.chroma().a()[0],
            picture.chroma().b()[0]
        };
    }
}
