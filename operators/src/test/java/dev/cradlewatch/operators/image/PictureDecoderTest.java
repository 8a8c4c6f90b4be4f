package dev.cradlewatch.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.cradlewatch.models.color.RgbPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureDecoderTest {
    private static final int PLENTY = 1_000_000;

    private final PictureDecoder decoder = new PictureDecoder(PictureLimits.DEFAULT);

    @Test
    void aPngComesBackAsItWas() throws Exception {
        var picture = PictureFiles.gradient(37, 23);
        var decoded = decoder.decode(PictureFiles.png(picture), PLENTY);
        assertThat(decoded.widthPx()).isEqualTo(37);
        assertThat(decoded.rgb()).containsExactly(picture.rgb());
        assertThat(decoder.decode(PictureFiles.encode(picture, "png", BufferedImage.TYPE_4BYTE_ABGR), PLENTY)
                        .rgb())
                .containsExactly(picture.rgb());
    }

    @Test
    void aJpegComesBackWithinAFewLevels() throws Exception {
        var picture = PictureFiles.gradient(64, 48);
        assertClose(decoder.decode(PictureFiles.jpeg(picture), PLENTY), picture, 12);
        assertClose(decoder.decode(PictureFiles.progressiveJpeg(picture), PLENTY), picture, 12);
    }

    /** Java holds 8-bit grey for linear light; a camera's is not. */
    @ParameterizedTest
    @CsvSource({"png, 10", "png, 11", "jpeg, 10"})
    void greyStaysAsDarkAsItWas(String format, int imageType) throws Exception {
        var grey = new RgbPicture(16, 16, filled(256, 0x404040));
        assertClose(decoder.decode(PictureFiles.encode(grey, format, imageType), PLENTY), grey, 1);
    }

    @Test
    void aPaletteIsLookedUp() throws Exception {
        var picture = new RgbPicture(8, 8, filled(64, 0xff0000));
        var indexed = PictureFiles.encode(picture, "png", BufferedImage.TYPE_BYTE_INDEXED);
        assertThat(decoder.decode(indexed, PLENTY).rgb()).containsOnly(0xff0000);
    }

    @Test
    void keepsEveryNthPixelWhereThereAreTooMany() throws Exception {
        var picture = PictureFiles.gradient(100, 50);
        var decoded = decoder.decode(PictureFiles.png(picture), 1_249);
        assertThat(decoded.widthPx()).isEqualTo(34);
        assertThat(decoded.heightPx()).isEqualTo(17);
        assertThat(decoded.rgb()[34 + 1]).isEqualTo(picture.rgb()[3 * 100 + 3]);
        assertThat(decoder.decode(PictureFiles.png(picture), 5_000).rgb()).containsExactly(picture.rgb());
        assertThat(decoder.decode(PictureFiles.jpeg(picture), 1).rgb()).hasSize(1);
    }

    /** The stored picture has its red corner at the top left; EXIF says where that belongs. */
    @ParameterizedTest
    @CsvSource({"1,0,0", "2,31,0", "3,31,15", "4,0,15", "5,0,0", "6,15,0", "7,15,31", "8,0,31", "0,0,0", "9,0,0"})
    void standsUpright(int orientation, int redX, int redY) throws Exception {
        var rgb = filled(32 * 16, 0x303030);
        for (int y = 0; y < 8; y++) {
            Arrays.fill(rgb, y * 32, y * 32 + 8, 0xe00000);
        }
        var jpeg = PictureFiles.jpeg(new RgbPicture(32, 16, rgb));
        for (boolean littleEndian : new boolean[] {true, false}) {
            var decoded = decoder.decode(PictureFiles.withOrientation(jpeg, orientation, littleEndian), PLENTY);
            boolean isTurned = orientation >= 5 && orientation <= 8;
            assertThat(decoded.widthPx()).isEqualTo(isTurned ? 16 : 32);
            for (int x : new int[] {0, decoded.widthPx() - 1}) {
                for (int y : new int[] {0, decoded.heightPx() - 1}) {
                    assertThat(decoded.rgb()[y * decoded.widthPx() + x] >> 16)
                            .as("red at %d, %d", x, y)
                            .isCloseTo(x == redX && y == redY ? 0xe0 : 0x30, within(30));
                }
            }
        }
    }

    @Test
    void aWholeFileCutAnywhereIsRefused() throws Exception {
        for (var file : new byte[][] {
            PictureFiles.jpeg(PictureFiles.gradient(40, 40)), PictureFiles.png(PictureFiles.gradient(40, 40))
        }) {
            for (int length = 1; length < file.length; length++) {
                var cut = Arrays.copyOf(file, length);
                assertThatExceptionOfType(RefusedPictureException.class)
                        .as("cut after %d of %d bytes", length, file.length)
                        .isThrownBy(() -> decoder.decode(cut, PLENTY));
            }
            assertThat(fault(Arrays.copyOf(file, file.length / 2))).isEqualTo(PictureFault.TRUNCATED);
        }
    }

    /** Whatever bytes come, the answer is a picture or a refusal; no other exception. */
    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "png"})
    void flippedBytesNeverEscape(String format) throws IOException {
        var file = PictureFiles.encode(PictureFiles.gradient(40, 40), format, BufferedImage.TYPE_3BYTE_BGR);
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            var broken = file.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(broken, PLENTY);
            } catch (RefusedPictureException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private PictureFault fault(byte[] file) {
        try {
            decoder.decode(file, PLENTY);
            throw new AssertionError("was taken");
        } catch (RefusedPictureException e) {
            return e.fault();
        }
    }

    private static void assertClose(RgbPicture actual, RgbPicture expected, int levels) {
        assertThat(actual.rgb()).hasSameSizeAs(expected.rgb());
        for (int i = 0; i < actual.rgb().length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(actual.rgb()[i] >> shift & 0xff)
                        .isCloseTo(expected.rgb()[i] >> shift & 0xff, within(levels));
            }
        }
    }

    private static int[] filled(int pixels, int rgb) {
        var filled = new int[pixels];
        Arrays.fill(filled, rgb);
        return filled;
    }
}
