package dev.cradlewatch.models.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlaneScalingTest {

    @Test
    void takesTheMeanOfWhatANewPixelCovers() {
        var into = new float[3];

        PlaneScaling.scale(new float[] {1, 2, 3, 5, 6, 7}, new PictureSize(3, 2), into, 1, new PictureSize(2, 1));

        // Each new pixel covers one and a half columns of both rows.
        assertThat(into)
                .containsExactly(
                        new float[] {0, (1 + 5 + (2 + 6) / 2f) / 3, (3 + 7 + (2 + 6) / 2f) / 3}, within(1e-5f));
    }

    @Test
    void leavesAPlaneOfTheRightSizeAsItIs() {
        var into = new float[4];

        PlaneScaling.scale(new float[] {1, 2, 3, 4}, new PictureSize(2, 2), into, 0, new PictureSize(2, 2));

        assertThat(into).containsExactly(1, 2, 3, 4);
    }

    @Test
    void repeatsPixelsOfASmallerPlane() {
        var into = new float[4];

        PlaneScaling.scale(new float[] {1, 2}, new PictureSize(2, 1), into, 0, new PictureSize(4, 1));

        assertThat(into).containsExactly(1, 1, 2, 2);
    }
}
