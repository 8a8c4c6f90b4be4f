package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalColorCommandTest {
    private static final int DARK = 0x700000;
    private static final int BRIGHT = 0x80a0ff;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFolders() throws IOException {
        for (var kind : new String[] {"day", "night", "truth"}) {
            Files.createDirectory(folder.resolve(kind));
        }
    }

    /** By day and in truth dark is red and bright is blue; the camera saw two greys. Both methods can tell. */
    @Test
    void measuresEachMethodAgainstTheTruth() throws IOException {
        writeTwoTriples();
        assertThat(run("--methods", "transfer,reinhard", "--json"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("2 pictures", "METHOD", "FID", "picture-features");
        var result = lastLine();
        assertThat(names(result)).containsExactly("pictures", "methods");
        assertThat(result.get("pictures").asInt()).isEqualTo(2);
        assertThat(names(result.get("methods"))).containsExactly("transfer", "reinhard");
        for (var method : result.get("methods")) {
            assertThat(names(method))
                    .containsExactly("fid", "cf", "delta_cf", "ab_error", "psnr", "perceptual", "ms", "peak_mb");
            assertThat(method.get("fid").asDouble()).isNotNegative();
            assertThat(method.get("perceptual").asDouble()).isBetween(0.0, 1.0);
            assertThat(method.get("ab_error").asDouble()).isCloseTo(0, within(0.01));
            assertThat(method.get("cf").asDouble()).isGreaterThan(50);
            assertThat(method.get("psnr").asDouble()).isBetween(10.0, 40.0);
            assertThat(method.get("ms").asDouble()).isPositive();
            assertThat(method.get("peak_mb").asDouble()).isBetween(0.5, 50.0);
        }
    }

    /** What lies in the same place by day keeps its colour; without the day picture nobody can know it. */
    @Test
    void modelsTakeTheColoursOfTheDayPicture() throws IOException {
        writeTwoTriples();
        assertThat(run("--json")).as(err.toString()).isZero();
        var methods = lastLine().get("methods");
        assertThat(names(methods))
                .containsExactly("transfer", "reinhard", "color-auto", "color-auto-u8", "color-ref", "color-ref-u8");
        assertThat(abError(methods, "color-ref")).isLessThan(abError(methods, "color-auto") / 2);
        assertThat(abError(methods, "color-ref-u8")).isLessThan(abError(methods, "color-auto-u8") / 2);
    }

    @Test
    void withAnIndexFiguresAreToldBySource() throws IOException {
        writeTwoTriples();
        Files.writeString(folder.resolve("index.csv"), "id,source\none,kitchen\ntwo,bedroom\n");
        assertThat(run("--methods", "reinhard", "--json")).as(err.toString()).isZero();
        assertThat(names(lastLine().get("methods").get("reinhard").get("ab_error_by_source")))
                .containsExactly("bedroom", "kitchen");
        assertThat(out.toString()).contains("AB-ERROR BY SOURCE");
    }

    @Test
    void anUnknownMethodIsRefusedWithTheNamesOfAll() {
        assertThat(run("--methods", "magic")).isEqualTo(2);
        assertThat(err.toString()).contains("no method 'magic': expected some of transfer, reinhard, color-auto");
    }

    @Test
    void theSheetShowsDayNightMethodsAndTruth() throws IOException {
        write("day", "a.jpg", DARK, BRIGHT);
        write("night", "a.jpg", 0x404040, 0x909090);
        write("truth", "a.jpg", 0x00a000, 0x00a000);
        var file = folder.resolve("sheet.png");
        assertThat(run("--methods", "transfer,reinhard", "--sheet", file.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("day, night, transfer, reinhard, truth");
        var sheet = ImageIO.read(file.toFile());
        assertThat(sheet.getWidth()).isEqualTo(5 * 128 + 4 * 4);
        assertThat(sheet.getHeight()).isEqualTo(128);
        assertThat(hue(sheet, 0)).isEqualTo("red");
        assertThat(hue(sheet, 1)).isEqualTo("grey");
        assertThat(hue(sheet, 2)).isEqualTo("red");
        assertThat(hue(sheet, 3)).isEqualTo("red");
        assertThat(hue(sheet, 4)).isEqualTo("green");
    }

    @Test
    void whatIsMissingOrUnreadableIsSaidPlainly() throws IOException {
        assertThat(run()).isEqualTo(1);
        write("night", "a.png", 0, 0xffffff);
        write("day", "a.png", 0, 0xffffff);
        assertThat(run()).isEqualTo(1);
        Files.writeString(folder.resolve("truth/a.png"), "no picture");
        assertThat(run()).isEqualTo(1);
        Files.delete(folder.resolve("night/a.png"));
        Files.delete(folder.resolve("night"));
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "no picture in " + folder.resolve("night"),
                        folder.resolve("night/a.png") + " has no counterpart truth/a.png",
                        folder.resolve("truth/a.png") + ": file of 10 bytes that begins with 0x6e",
                        "has no folder night")
                .doesNotContain("\tat ");
    }

    private void writeTwoTriples() throws IOException {
        for (var name : new String[] {"one.png", "two.png"}) {
            write("day", name, DARK, BRIGHT);
            write("night", name, 0x404040, 0x909090);
            write("truth", name, DARK, BRIGHT);
        }
    }

    private static double abError(JsonNode methods, String method) {
        return methods.get(method).get("ab_error").asDouble();
    }

    private static String hue(BufferedImage sheet, int column) {
        int pixel = sheet.getRGB(column * 132 + 30, 64);
        int red = pixel >> 16 & 0xff;
        int green = pixel >> 8 & 0xff;
        if (Math.abs(red - green) < 10) {
            return "grey";
        }
        return red > green ? "red" : "green";
    }

    private void write(String kind, String name, int left, int right) throws IOException {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                image.setRGB(x, y, x < 32 ? left : right);
            }
        }
        ImageIO.write(
                image,
                name.substring(name.indexOf('.') + 1),
                folder.resolve(kind).resolve(name).toFile());
    }

    private static Stream<String> names(JsonNode node) {
        var names = Stream.<String>builder();
        node.fieldNames().forEachRemaining(names);
        return names.build();
    }

    private JsonNode lastLine() throws IOException {
        return new ObjectMapper()
                .readTree(out.toString()
                        .strip()
                        .lines()
                        .reduce((first, second) -> second)
                        .orElseThrow());
    }

    private int run(String... options) {
        var arguments = Stream.concat(Stream.of("eval", "color", "--dir", folder.toString()), Stream.of(options));
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
