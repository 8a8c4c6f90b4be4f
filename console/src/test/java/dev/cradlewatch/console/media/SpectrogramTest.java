package dev.cradlewatch.console.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.models.features.FeatureSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrogramTest {
    private static final int RATE_HZ = 16_000;

    @ParameterizedTest
    @ValueSource(ints = {400, 1_000, 3_000, 6_000})
    void aToneLightsItsBand(int hertz) throws Exception {
        var image = draw(tone(2, hertz, 0, 2));
        var brightest = IntStream.range(0, image.getHeight())
                .boxed()
                .max((one, other) -> Integer.compare(
                        brightness(image, image.getWidth() / 2, one), brightness(image, image.getWidth() / 2, other)))
                .orElseThrow();
        assertThat(image.getHeight() - 1 - brightest).isCloseTo(bandOf(hertz), within(1));
    }

    @Test
    void timeGoesFromLeftToRight() throws Exception {
        var image = draw(tone(3, 1_000, 1, 2));
        var row = image.getHeight() - 1 - bandOf(1_000);
        var column = image.getWidth() / 6;
        assertThat(brightness(image, 3 * column, row))
                .isGreaterThan(brightness(image, column, row) + 200)
                .isGreaterThan(brightness(image, 5 * column, row) + 200);
    }

    @Test
    void theDrawingHasAColumnAFrameAndARowABand() throws Exception {
        var spec = FeatureSpec.load("cry-full");
        var image = draw(tone(2, 1_000, 0, 2));
        assertThat(image.getWidth()).isEqualTo(2 * spec.framesPerWindow());
        assertThat(image.getHeight()).isEqualTo(spec.bands());
    }

    @Test
    void silenceAndLessThanASecondAreDrawnToo() throws Exception {
        assertThat(draw(tone(1, 1_000, 0, 0)).getWidth()).isPositive();
        assertThat(draw(new Sound(new byte[100])).getWidth()).isEqualTo(1);
    }

    /** Position on the mel scale (HTK) between the bands' centres, which divide it evenly. */
    private static int bandOf(double hertz) throws Exception {
        var spec = FeatureSpec.load("cry-full");
        var low = mel(spec.lowHz());
        var step = (mel(spec.highHz()) - low) / (spec.bands() + 1);
        return (int) Math.round((mel(hertz) - low) / step - 1);
    }

    private static double mel(double hertz) {
        return 2_595 * Math.log10(1 + hertz / 700);
    }

    private static int brightness(BufferedImage image, int column, int row) {
        var rgb = image.getRGB(column, row);
        return (rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff);
    }

    private static BufferedImage draw(Sound sound) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(new Spectrogram().png(sound)));
    }

    /** Silence with a tone in it. */
    private static Sound tone(int seconds, int hertz, int fromSecond, int toSecond) {
        var pcm = ByteBuffer.allocate(seconds * RATE_HZ * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (var sample = 0; sample < seconds * RATE_HZ; sample++) {
            var sounds = sample >= fromSecond * RATE_HZ && sample < toSecond * RATE_HZ;
            pcm.putShort((short) (sounds ? 8_000 * Math.sin(2 * Math.PI * hertz * sample / RATE_HZ) : 0));
        }
        return new Sound(pcm.array());
    }
}
