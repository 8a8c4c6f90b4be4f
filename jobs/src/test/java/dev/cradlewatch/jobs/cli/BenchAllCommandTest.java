package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

class BenchAllCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> ran = new ArrayList<>();

    @Test
    void printsEachTableAndThenTheRowsAndRatiosOfAll() throws IOException {
        assertThat(run(bench("nobody"), "all", "--json")).isZero();

        assertThat(ran).containsExactly("score", "alerts", "color", "agent");
        assertThat(out.toString())
                .contains("table of score", "table of agent")
                .doesNotContain("\"bench\":\"score\",\"rows\"");
        var result = lastLine();
        assertThat(result.get("bench").asText()).isEqualTo("all");
        assertThat(result.get("rows")).hasSize(4);
        assertThat(result.at("/rows/0/bench").asText()).isEqualTo("score");
        assertThat(result.at("/rows/0/speed").asInt()).isEqualTo(7);
        assertThat(result.get("ratios").fieldNames())
                .toIterable()
                .containsExactly("score.a_over_b", "alerts.a_over_b", "color.a_over_b", "agent.a_over_b");
        assertThat(result.get("failed")).isEmpty();
    }

    @Test
    void aBenchThatFailsIsNamedAndTheOthersStillRun() throws IOException {
        assertThat(run(bench("alerts"), "all", "--quick", "--json")).isEqualTo(1);

        assertThat(ran).containsExactly("score quick", "alerts quick", "color quick", "agent quick");
        assertThat(out.toString()).contains("bench alerts FAILED");
        assertThat(err.toString()).contains("alerts is broken");
        var result = lastLine();
        assertThat(result.get("failed")).extracting(JsonNode::asText).containsExactly("alerts");
        assertThat(result.get("ratios").has("alerts.a_over_b")).isFalse();
        assertThat(result.at("/ratios/agent.a_over_b").asDouble()).isEqualTo(0.5);
    }

    @Test
    void takesNoOtherArguments() {
        assertThat(run(bench("nobody"), "all", "--slow")).isEqualTo(2);
        assertThat(ran).isEmpty();
    }

    private JsonNode lastLine() throws IOException {
        return new ObjectMapper()
                .readTree(out.toString()
                        .strip()
                        .lines()
                        .reduce((first, second) -> second)
                        .orElseThrow());
    }

    private int run(CommandLine bench, String... arguments) {
        return bench.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private CommandLine bench(String broken) {
        var bench = new CommandLine(CommandSpec.create()).addSubcommand(new BenchAllCommand());
        for (var name : List.of("score", "alerts", "color", "agent", "history")) {
            bench.addSubcommand(name, new Part(name, name.equals(broken), ran));
        }
        return bench.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println(failure.getMessage());
            return 1;
        });
    }

    /** A bench that takes no time. */
    @Command
    private static final class Part implements Callable<Integer> {
        private final String name;
        private final boolean broken;
        private final List<String> ran;

        @Option(names = "--quick")
        private boolean quick;

        @Option(names = "--json")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Part(String name, boolean broken, List<String> ran) {
            this.name = name;
            this.broken = broken;
            this.ran = ran;
        }

        @Override
        public Integer call() throws IOException {
            ran.add(quick ? name + " quick" : name);
            if (broken) {
                throw new IOException(name + " is broken");
            }
            var out = spec.commandLine().getOut();
            out.printf("table of %s%n", name);
            out.printf("{\"bench\":\"%s\",\"rows\":[{\"speed\":7}],\"ratios\":{\"a_over_b\":0.5}}%n", name);
            out.flush();
            return json ? 0 : 1;
        }
    }
}
