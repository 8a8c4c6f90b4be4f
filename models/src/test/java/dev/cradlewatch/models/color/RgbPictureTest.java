package dev.cradlewatch.models.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RgbPictureTest {

    @Test
    void aSmallerPictureIsTheMeanOfWhatItCovers() {
        var picture = new RgbPicture(4, 2, new int[] {
            0x000000, 0x640000, 0x0a0a0a, 0x0a0a0a,
            0x6400c8, 0xc800c8, 0x0a0a0a, 0x0a0a0a
        });
        assertThat(picture.scaledTo(2, 1).rgb()).containsExactly(0x640064, 0x0a0a0a);
    }

    @Test
    void aPixelCutInTwoCountsByItsArea() {
        var picture = new RgbPicture(3, 1, new int[] {0x00, 0x60, 0x90});
        assertThat(picture.scaledTo(2, 1).rgb()).containsExactly(0x20, 0x80);
    }

    @Test
    void aLargerPictureShowsTheOldPixels() {
        var picture = new RgbPicture(2, 1, new int[] {0x112233, 0x445566});
        assertThat(picture.scaledTo(4, 2).rgb())
                .containsExactly(0x112233, 0x112233, 0x445566, 0x445566, 0x112233, 0x112233, 0x445566, 0x445566);
    }

    @Test
    void refusesPlanesThatDoNotFit() {
        assertThatThrownBy(() -> new RgbPicture(2, 2, new int[3]))
                .hasMessage("rgb of 3 values for 2 x 2 pixels: expected one for each pixel");
        assertThatThrownBy(() -> new RgbPicture(65_536, 65_536, new int[0])).hasMessageContaining("65536 x 65536");
        assertThatThrownBy(() ->
                        new LabPicture(new Luminance(1, 2, new float[2]), new Chroma(2, 1, new float[2], new float[2])))
                .hasMessage("L of 1 x 2 pixels with ab of 2 x 1: expected the same size");
    }
}
