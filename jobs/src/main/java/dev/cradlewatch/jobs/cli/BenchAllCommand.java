package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benches that tell what the system costs, one after the other. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = {
            "Runs bench score, alerts, color and agent, one after the other, each with its usual table.",
            "With --json the last line has the rows of all, each with its bench, and the ratios as BENCH.RATIO; failed names the benches that failed.",
            "One that fails is named, and the others still run. Exit code 0 only if none failed."
        })
final class BenchAllCommand implements Callable<Integer> {
    private static final List<String> PARTS = List.of("score", "alerts", "color", "agent");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(names = "--quick", description = "Each bench with its own --quick.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var results = new LinkedHashMap<String, JsonNode>();
        var failed = new ArrayList<String>();
        for (var part : PARTS) {
            out.printf("== bench %s%n%n", part);
            out.flush();
            var code = run(part, results);
            if (code == Cradlewatch.STOPPED) {
                throw new InterruptedException("stopped in bench " + part);
            }
            if (code != 0) {
                failed.add(part);
            }
            out.println();
        }
        failed.forEach(part -> out.printf("bench %s FAILED%n", part));
        if (json) {
            out.println(summary(results, failed));
        }
        out.flush();
        return failed.isEmpty() ? 0 : 1;
    }

    /** The part's exit code; what it printed but for its last line of JSON is printed. */
    private int run(String part, Map<String, JsonNode> results) {
        var command = spec.commandLine().getParent().getSubcommands().get(part);
        var printed = new StringWriter();
        command.setOut(new PrintWriter(printed)).setErr(spec.commandLine().getErr());
        var code = command.execute(arguments());
        var text = printed.toString();
        var result = result(text);
        result.ifPresent(found -> results.put(part, found));
        var out = spec.commandLine().getOut();
        out.print(result.isPresent() ? withoutLastLine(text) : text);
        out.flush();
        return code;
    }

    private String[] arguments() {
        return quick ? new String[] {"--quick", "--json"} : new String[] {"--json"};
    }

    private static Optional<JsonNode> result(String text) {
        var last = text.strip().lines().reduce((first, second) -> second).filter(line -> line.startsWith("{"));
        if (last.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(last.get()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String withoutLastLine(String text) {
        var stripped = text.stripTrailing();
        return stripped.substring(0, stripped.lastIndexOf('\n') + 1);
    }

    private static ObjectNode summary(Map<String, JsonNode> results, List<String> failed) {
        var summary = JsonNodeFactory.instance.objectNode();
        summary.put("bench", "all");
        var rows = summary.putArray("rows");
        var ratios = JsonNodeFactory.instance.objectNode();
        results.forEach((part, result) -> {
            result.path("rows")
                    .forEach(row -> rows.add(JsonNodeFactory.instance
                            .objectNode()
                            .put("bench", part)
                            .setAll((ObjectNode) row)));
            result.path("ratios")
                    .properties()
                    .forEach(ratio -> ratios.set(part + "." + ratio.getKey(), ratio.getValue()));
        });
        summary.set("ratios", ratios);
        failed.forEach(summary.putArray("failed")::add);
        return summary;
    }
}
