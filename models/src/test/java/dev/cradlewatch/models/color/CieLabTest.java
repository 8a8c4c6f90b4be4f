package dev.cradlewatch.models.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CieLabTest {

    /** Published values of the corners of sRGB under D65 (for example colormine.org, Lindbloom's calculator). */
    @ParameterizedTest
    @CsvSource({
        "000000, 0, 0, 0",
        "ffffff, 100, 0, 0",
        "ff0000, 53.2408, 80.0925, 67.2032",
        "00ff00, 87.7347, -86.1827, 83.1793",
        "0000ff, 32.2970, 79.1875, -107.8602",
        "ffff00, 97.1393, -21.5537, 94.4780",
        "00ffff, 91.1132, -48.0875, -14.1312",
        "ff00ff, 60.3242, 98.2343, -60.8249",
        "777777, 50.0344, 0, 0"
    })
    void knownColours(String rgb, double l, double a, double b) {
        var lab = new double[3];
        CieLab.fromSrgb(Integer.parseInt(rgb, 16), lab);
        assertThat(lab[0]).isCloseTo(l, within(0.01));
        assertThat(lab[1]).isCloseTo(a, within(0.02));
        assertThat(lab[2]).isCloseTo(b, within(0.02));
    }

    @Test
    void thereAndBackGivesTheSameColour() {
        var rgb = new int[52 * 52 * 52];
        int at = 0;
        for (int red = 0; red < 256; red += 5) {
            for (int green = 0; green < 256; green += 5) {
                for (int blue = 0; blue < 256; blue += 5) {
                    rgb[at++] = red << 16 | green << 8 | blue;
                }
            }
        }
        var picture = new RgbPicture(52 * 52, 52, rgb);
        assertThat(LabPicture.of(picture).toRgb().rgb()).containsExactly(rgb);
    }

    @Test
    void whatSrgbCannotShowIsCutOff() {
        assertThat(CieLab.toSrgb(100, 60, 0) >> 16).isEqualTo(255);
        assertThat(CieLab.toSrgb(120, 0, 0)).isEqualTo(0xffffff);
        assertThat(CieLab.toSrgb(-5, 0, 0)).isZero();
    }
}
