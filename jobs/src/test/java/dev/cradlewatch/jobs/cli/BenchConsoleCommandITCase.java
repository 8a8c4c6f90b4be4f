package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class BenchConsoleCommandITCase {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyPageHasEveryAlertOverARestartToo() throws IOException {
        assertThat(run("--quick", "--pages", "12", "--alerts", "6", "--json"))
                .as(out + " " + err)
                .isZero();
        var result = new ObjectMapper()
                .readTree(out.toString()
                        .strip()
                        .lines()
                        .reduce((first, second) -> second)
                        .orElseThrow());
        assertThat(result.get("bench").asText()).isEqualTo("console");
        assertThat(result.get("rows"))
                .extracting(row -> row.get("row").asText())
                .containsExactly("pages", "one page", "storm", "restart");
        assertThat(result.get("rows"))
                .allSatisfy(row -> assertThat(row.get("lost").asInt()).isZero())
                .allSatisfy(
                        row -> assertThat(row.get("server_heap_mb").asDouble()).isPositive());
        assertThat(row(result, "storm").get("seen").asInt())
                .as("each alert is for each page")
                .isEqualTo(6 * 12);
        assertThat(row(result, "pages").get("p50_ms").asDouble()).isPositive();
        assertThat(row(result, "restart").get("reconnected").asInt()).isEqualTo(12);
        assertThat(result.get("ratios").fieldNames())
                .toIterable()
                .containsExactly("p50_12_over_1", "p99_12_over_1", "p50_storm_over_1", "heap_kb_per_page");
    }

    @Test
    void aNumberOfPagesThatMakesNoSenseIsAWrongArgument() {
        assertThat(run("--pages", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--pages 0: expected at least 1");
    }

    private static JsonNode row(JsonNode result, String name) {
        return StreamSupport.stream(result.get("rows").spliterator(), false)
                .filter(row -> row.get("row").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private int run(String... options) {
        var arguments = new String[options.length + 2];
        arguments[0] = "bench";
        arguments[1] = "console";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
