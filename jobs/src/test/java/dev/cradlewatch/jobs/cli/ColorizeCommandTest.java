package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColorizeCommandTest {
    /** Signature, IHDR of 64,000 x 64,000, an empty IDAT and IEND. */
    private static final String BOMB = "iVBORw0KGgoAAAANSUhEUgAA+gAAAPoACAIAAAAfi7E6AAAAAElEQVQ1rwYeAAAAAElFTkSuQmCC";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path nights;
    private Path coloured;
    private Path day;

    @BeforeEach
    void makePictures() throws IOException {
        nights = Files.createDirectories(folder.resolve("nights"));
        coloured = folder.resolve("coloured");
        day = folder.resolve("day.png");
        write(day, 0x9a2a20, 0x90b0f0);
    }

    @Test
    void colorsFilesAndFoldersUnderTheirNamesInTheirSizeAndFormat() throws IOException {
        write(nights.resolve("a.png"), 0x303030, 0xb0b0b0);
        write(Files.createDirectories(nights.resolve("monday")).resolve("a.jpg"), 0x303030, 0xb0b0b0);
        var alone = folder.resolve("alone.PNG");
        write(alone, 0x303030, 0xb0b0b0);
        Files.writeString(nights.resolve("notes.txt"), "no picture, and not called one");

        assertThat(run("colorize", nights.toString(), alone.toString()))
                .as(err.toString())
                .isZero();

        assertThat(lastLine().get("colored").asInt()).isEqualTo(3);
        for (var name : new String[] {"a.png", "monday/a.jpg", "alone.PNG"}) {
            var picture = ImageIO.read(coloured.resolve(name).toFile());
            assertThat(picture.getWidth()).as(name).isEqualTo(96);
            assertThat(redness(picture, 10)).as("dark is red in " + name).isGreaterThan(20);
            assertThat(redness(picture, 86)).as("bright is blue in " + name).isLessThan(-10);
        }
    }

    @Test
    void whatIsNoPictureIsListedWithItsReasonAndStopsNoOther() throws IOException {
        write(nights.resolve("good.png"), 0x303030, 0xb0b0b0);
        var whole = Files.readAllBytes(nights.resolve("good.png"));
        Files.write(nights.resolve("half.png"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(nights.resolve("bomb.png"), Base64.getDecoder().decode(BOMB));
        Files.writeString(nights.resolve("text.jpg"), "I am no picture");
        Files.write(nights.resolve("empty.jpg"), new byte[0]);

        assertThat(run("colorize", nights.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains(
                        "1 of 5 pictures coloured by transfer into",
                        "half.png: TRUNCATED_PICTURE: PNG of",
                        "bomb.png: TOO_MANY_PIXELS: picture of 64000 x 64000 pixels",
                        "text.jpg: NOT_A_PICTURE",
                        "empty.jpg: MISSING_FIELD");
        assertThat(lastLine().get("failed")).hasSize(4);
        assertThat(coloured.toFile().list()).containsExactly("good.png");
    }

    @Test
    void whatIsThereAlreadyIsKeptUnlessItShallBeMadeAnew() throws IOException {
        write(nights.resolve("a.png"), 0x303030, 0xb0b0b0);
        Files.createDirectories(coloured);
        Files.writeString(coloured.resolve("a.png"), "from yesterday");

        assertThat(run("colorize", nights.toString())).isZero();
        assertThat(coloured.resolve("a.png")).hasContent("from yesterday");
        assertThat(out.toString()).contains("1 were there already (--overwrite makes them anew)");

        assertThat(run("colorize", nights.toString(), "--overwrite")).isZero();
        assertThat(ImageIO.read(coloured.resolve("a.png").toFile())).isNotNull();
    }

    @Test
    void aPictureThatNeverFitsTheBudgetIsRefused() throws IOException {
        write(nights.resolve("a.png"), 0x303030, 0xb0b0b0);

        assertThat(run("colorize", nights.toString(), "--budget-mb", "25", "--parallelism", "1"))
                .isZero();
        assertThat(run("colorize", nights.toString(), "--budget-mb", "17", "--overwrite"))
                .isEqualTo(1);

        assertThat(out.toString()).contains("a.png: OVER_BUDGET", "the budget is 17,825,792");
    }

    @Test
    void wrongArgumentsExitWithTwoAndMissingFilesWithOne() throws IOException {
        write(nights.resolve("a.png"), 0x303030, 0xb0b0b0);
        var in = nights.toString();
        assertThat(bare("colorize")).isEqualTo(2);
        assertThat(bare("colorize", in)).isEqualTo(2);
        assertThat(bare("colorize", in, "--out", "x", "--method", "transfer")).isEqualTo(2);
        assertThat(bare("colorize", in, "--out", "x", "--method", "crayons")).isEqualTo(2);
        assertThat(run("colorize", in, "--parallelism", "0")).isEqualTo(2);
        assertThat(run("colorize", in, "--budget-mb", "0")).isEqualTo(2);
        assertThat(bare("colorize", in + "/a.png", "--reference", day.toString(), "--out", in))
                .isEqualTo(2);
        assertThat(run("colorize", folder.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(run("colorize", Files.createDirectory(folder.resolve("bare")).toString()))
                .isEqualTo(1);
        assertThat(bare("colorize", in, "--out", "x", "--reference", in + "/none.jpg"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "takes its colours from a day picture",
                        "would be written over itself",
                        "nowhere is not there",
                        "no picture in",
                        "none.jpg cannot be read")
                .doesNotContain("\tat ");
    }

    @Test
    void helpHelps() {
        assertThat(bare("colorize", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--reference", "color-ref-u8", "--budget-mb", "Exit code 0 only if every picture", "Examples");
    }

    private static int redness(BufferedImage picture, int x) {
        int pixel = picture.getRGB(x, 32);
        return (pixel >> 16 & 0xff) - (pixel & 0xff);
    }

    /** Dark on the left, bright on the right, with stripes for texture. */
    private static void write(Path file, int dark, int bright) throws IOException {
        var picture = new BufferedImage(96, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 96; x++) {
                picture.setRGB(x, y, x < 48 ? dark : bright);
            }
        }
        var format = file.toString().toLowerCase(Locale.ROOT).endsWith("png") ? "png" : "jpeg";
        ImageIO.write(picture, format, file.toFile());
    }

    private JsonNode lastLine() throws IOException {
        var lines = out.toString().strip().split("\n");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(Arrays.asList(
                "--out", coloured.toString(), "--reference", day.toString(), "--method", "transfer", "--json"));
        return bare(all.toArray(String[]::new));
    }

    private int bare(String... arguments) {
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
