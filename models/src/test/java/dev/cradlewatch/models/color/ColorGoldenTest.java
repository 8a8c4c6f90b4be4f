package dev.cradlewatch.models.color;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed models give what they gave when they were released. models/training/color/golden.py has the pictures' formulas. */
class ColorGoldenTest {
    private static JsonNode golden;

    @BeforeAll
    static void readGolden() throws IOException {
        try (var in = ColorGoldenTest.class.getResourceAsStream("/testdata/color_golden.json")) {
            golden = new ObjectMapper().readTree(in);
        }
    }

    /** Rounding of 8-bit sums differs between processors, so those models may differ by a step. */
    @ParameterizedTest
    @CsvSource({"color-auto, 0.01", "color-auto-u8, 2", "color-ref, 0.05", "color-ref-u8, 2"})
    void theModelGivesTheColoursItGaveWhenItWasReleased(String name, double tolerance) throws Exception {
        int side = golden.get("side_px").asInt();
        int step = golden.get("step_px").asInt();
        var expected = golden.get(name);
        try (var model = ColorModels.load(name, 1)) {
            var reference = model.usesReference() ? Optional.of(day(side)) : Optional.<LabPicture>empty();
            var colors = model.colors(night(side), reference);
            int place = 0;
            for (int y = 0; y < side; y += step) {
                for (int x = 0; x < side; x += step) {
                    var what = name + " at " + x + ", " + y;
                    assertThat((double) colors.chroma().a()[y * side + x])
                            .as(what)
                            .isCloseTo(expected.get("a").get(place).asDouble(), within(tolerance));
                    assertThat((double) colors.chroma().b()[y * side + x])
                            .as(what)
                            .isCloseTo(expected.get("b").get(place).asDouble(), within(tolerance));
                    place++;
                }
            }
            assertThat(colors.confidence().orElse(1))
                    .isCloseTo(expected.get("confidence").asDouble(), within(0.02));
        }
    }

    @Test
    void theReferenceMatters() throws Exception {
        try (var model = ColorModels.load("color-ref", 1)) {
            var day = day(64);
            var other = new LabPicture(
                    day.luminance(),
                    new Chroma(64, 64, day.chroma().b(), day.chroma().a()));
            var colors = model.colors(night(64), Optional.of(day)).chroma();
            var others = model.colors(night(64), Optional.of(other)).chroma();
            double apart = 0;
            for (int i = 0; i < colors.a().length; i++) {
                apart += Math.hypot(colors.a()[i] - others.a()[i], colors.b()[i] - others.b()[i]) / colors.a().length;
            }
            assertThat(apart).isGreaterThan(10);
        }
    }

    private static Luminance night(int side) {
        var l = new float[side * side];
        for (int i = 0; i < l.length; i++) {
            l[i] = (float) nightL(i % side, i / side);
        }
        return new Luminance(side, side, l);
    }

    private static LabPicture day(int side) {
        var l = new float[side * side];
        var a = new float[side * side];
        var b = new float[side * side];
        for (int i = 0; i < l.length; i++) {
            l[i] = (float) ((float) nightL(i % side, i / side) + 10.0);
            a[i] = (float) (40 * Math.sin(i % side / 11.0));
            b[i] = (float) (35 * Math.cos(i / side / 13.0));
        }
        return new LabPicture(new Luminance(side, side, l), new Chroma(side, side, a, b));
    }

    private static double nightL(int x, int y) {
        return 45 + 30 * Math.sin(x / 7.0) * Math.cos(y / 9.0);
    }
}
