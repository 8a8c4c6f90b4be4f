package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.jobs.agent.AgentBench;
import dev.cradlewatch.jobs.agent.AgentTools;
import dev.cradlewatch.jobs.agent.BoardCount;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What one second of sound costs the agent. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = {
            "What one second of sound costs the agent: time on this machine, and instructions of the board's build."
        })
final class BenchAgentCommand implements Callable<Integer> {
    private static final int SECONDS = 1_000;
    private static final int QUICK_SECONDS = 100;
    private static final double MICROS_PER_SECOND = 1e6;

    @Option(
            names = "--quick",
            description = "Measure for a moment only, and count no instructions: that builds for the board.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var tools = AgentTools.of(System.getenv())) {
            var bench = tools.bench(quick ? QUICK_SECONDS : SECONDS);
            report(bench, quick ? OptionalLong.empty() : tools.countInstructions());
            return 0;
        }
    }

    private void report(AgentBench bench, OptionalLong instructions) {
        var parts = new LinkedHashMap<String, Double>();
        parts.put("features", bench.featuresMicros());
        parts.put("model", bench.modelMicros());
        parts.put("both", bench.featuresMicros() + bench.modelMicros());
        var out = spec.commandLine().getOut();
        out.printf("One second of sound in the agent on this machine, mean of %d%n%n", bench.windows());
        out.printf("%-10s %12s %14s%n", "PART", "MICROSECONDS", "SHARE OF CORE");
        parts.forEach((part, micros) ->
                out.printf(Locale.ROOT, "%-10s %12.1f %12.3f %%%n", part, micros, 100 * micros / MICROS_PER_SECOND));
        instructions.ifPresent(count -> out.printf(
                Locale.ROOT,
                "%nOn the board: %,d instructions, %.1f %% of the %,d that it may take%n",
                count,
                100.0 * count / BoardCount.BUDGET,
                BoardCount.BUDGET));
        if (json) {
            out.println(json(parts, instructions));
        }
        out.flush();
    }

    private static ObjectNode json(Map<String, Double> parts, OptionalLong instructions) {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("bench", "agent");
        var rows = result.putArray("rows");
        parts.forEach((part, micros) -> rows.addObject().put("part", part).put("host_us_per_second_of_sound", micros));
        var ratios = result.putObject("ratios");
        ratios.put("share_of_host_core", parts.get("both") / MICROS_PER_SECOND);
        instructions.ifPresent(count -> {
            rows.addObject().put("part", "both").put("board_instructions_per_second_of_sound", count);
            ratios.put("board_instructions_over_budget", (double) count / BoardCount.BUDGET);
        });
        return result;
    }
}
