package dev.cradlewatch.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.cradlewatch.models.color.LabPicture;
import dev.cradlewatch.models.color.PictureSize;
import dev.cradlewatch.models.color.RgbPicture;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GreyPlaneTest {
    private static final float LARGEST_STEP_OF_A_CODE_IN_L = 0.5f;

    private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

    static Stream<Arguments> files() throws Exception {
        var colored = PictureFiles.gradient(90, 61);
        return Stream.of(
                Arguments.of("JPEG", PictureFiles.jpeg(colored)),
                Arguments.of("progressive JPEG", PictureFiles.progressiveJpeg(colored)),
                Arguments.of("grey JPEG", PictureFiles.encode(colored, "jpeg", BufferedImage.TYPE_BYTE_GRAY)),
                Arguments.of("turned JPEG", PictureFiles.withOrientation(PictureFiles.jpeg(colored), 6, true)),
                Arguments.of("PNG", PictureFiles.png(colored)),
                Arguments.of("interlaced PNG", PictureFiles.interlacedPng(colored)),
                Arguments.of("PNG with alpha", PictureFiles.encode(colored, "png", BufferedImage.TYPE_4BYTE_ABGR)),
                Arguments.of(
                        "PNG with a palette", PictureFiles.encode(colored, "png", BufferedImage.TYPE_BYTE_INDEXED)),
                Arguments.of("PNG of 1 bit", PictureFiles.encode(colored, "png", BufferedImage.TYPE_BYTE_BINARY)),
                Arguments.of("PNG of 16 bits", PictureFiles.encode(colored, "png", BufferedImage.TYPE_USHORT_GRAY)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void hasTheLuminanceOfEachPixelOfTheUprightPicture(String kind, byte[] file) throws Exception {
        var picture = decoder.decode(file, Integer.MAX_VALUE);
        var truth = LabPicture.of(picture).luminance();

        var plane = decoder.decodeGrey(file);

        assertThat(plane.size()).isEqualTo(new PictureSize(picture.widthPx(), picture.heightPx()));
        for (int i = 0; i < truth.l().length; i++) {
            assertThat(GreyCodes.l(plane.codes()[i] & 0xff))
                    .as("L of pixel %d", i)
                    .isCloseTo(truth.l()[i], within(LARGEST_STEP_OF_A_CODE_IN_L));
        }
    }

    @Test
    void greyIsTakenAsItIs() throws Exception {
        var grey = new RgbPicture(
                256,
                1,
                Stream.iterate(0, i -> i + 1)
                        .limit(256)
                        .mapToInt(i -> i * 0x010101)
                        .toArray());

        var codes = decoder.decodeGrey(PictureFiles.png(grey)).codes();

        for (int i = 0; i < 256; i++) {
            assertThat(codes[i] & 0xff).isEqualTo(i);
        }
    }

    @Test
    void aSmallerPlaneHasTheMeanByAreaAndALargerOneLiesBetweenPixels() {
        var plane = new GreyPlane(4, 2, new byte[] {0, 0, 90, 90, 20, 20, 110, 110});
        assertThat(plane.scaledTo(new PictureSize(2, 1)).l())
                .containsExactly(new float[] {GreyCodes.l(10), GreyCodes.l(100)}, within(1e-3f));

        var larger = plane.scaledTo(new PictureSize(8, 2)).l();
        assertThat(larger[0]).isEqualTo(GreyCodes.l(0));
        assertThat(larger[7]).isEqualTo(GreyCodes.l(90));
        assertThat(larger[3]).isCloseTo(GreyCodes.l(22.5f), within(1e-3f));
        assertThat(plane.scaledTo(plane.size()).l()[5]).isEqualTo(GreyCodes.l(20));
    }

    @Test
    void decodingAndScalingTakeLittleMoreThanAByteAPixel() throws Exception {
        var file = PictureFiles.jpeg(PictureFiles.gradient(3_000, 2_000));
        decoder.decodeGrey(file);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        decoder.decodeGrey(file).scaledTo(new PictureSize(384, 256));

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(3_000 * 2_000 * 5 / 4);
    }
}
