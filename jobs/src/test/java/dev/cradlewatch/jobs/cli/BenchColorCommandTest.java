package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.models.card.Sha256;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchColorCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path models;

    @Test
    void comparesSessionsAndTypesInOneTable() throws IOException {
        writeSmallModel();

        assertThat(run("--quick", "--json", "--models", models.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("SESSION", "default", "bounded");
        var result = new ObjectMapper()
                .readTree(out.toString()
                        .strip()
                        .lines()
                        .reduce((first, second) -> second)
                        .orElseThrow());
        assertThat(result.get("bench").asText()).isEqualTo("color");
        List<String> rows = new ArrayList<>();
        for (var row : result.get("rows")) {
            rows.add(row.get("session").asText() + " " + row.get("type").asText() + " " + row.get("px"));
            assertThat(row.get("peak_mb").asDouble()).isPositive();
            assertThat(row.get("ms").asDouble()).isPositive();
        }
        assertThat(rows).containsExactly("default fp32 512", "bounded fp32 512", "default u8 512", "bounded u8 512");
        assertThat(result.get("ratios").fieldNames())
                .toIterable()
                .containsExactly(
                        "peak_fp32_default_over_bounded",
                        "kept_fp32_default_over_bounded",
                        "time_fp32_bounded_over_default",
                        "peak_fp32_default_over_u8_bounded",
                        "time_fp32_default_over_u8_bounded");
        assertThat(result.at("/card/u8/run_bytes_per_pixel").asDouble()).isPositive();
    }

    @Test
    void saysWhichModelIsMissing() {
        assertThat(run("--models", models.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains("model folder " + models.resolve("color-auto") + ": no file card.json")
                .doesNotContain("\tat ");
    }

    /** One small file for both types: what is measured is not the point here. */
    private void writeSmallModel() throws IOException {
        var folder = Files.createDirectory(models.resolve("color-auto"));
        var onnx = Files.readAllBytes(Path.of("..", "models", "testdata", "color", "small-auto.onnx"));
        Files.write(folder.resolve("small.onnx"), onnx);
        var variant = """
                {"file": "small.onnx", "sha256": "%s", "held_bytes": 1, "run_bytes": 1, "run_bytes_per_pixel": 1}
                """.formatted(Sha256.of(onnx));
        Files.writeString(folder.resolve("card.json"), """
                {"name": "color-auto", "version": "0.0.1", "reference": false, "side_multiple": 32, "side_px": 512,
                 "variants": {"fp32": %1$s, "u8": %1$s}}
                """.formatted(variant));
    }

    private int run(String... options) {
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Stream.concat(Stream.of("bench", "color"), Stream.of(options))
                        .toArray(String[]::new));
    }
}
