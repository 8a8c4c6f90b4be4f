package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.bench.ColorBench;
import dev.cradlewatch.jobs.bench.ColorBench.Plan;
import dev.cradlewatch.jobs.bench.ColorBenchReport;
import dev.cradlewatch.models.ModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What colour models take of native memory and time. */
@Command(
        name = "color",
        mixinStandardHelpOptions = true,
        description = {
            "Native memory and time of a colour model: ONNX Runtime's default session against the bounded one, floats against 8 bits.",
            "Each measurement is a process of its own, and memory is what it takes over its own start, files that it maps included:",
            "PEAK while the session is opened and runs, KEPT when all runs are over, KEPT-ANON of that without files.",
            "MS is the median processor time of a run, PICTURES/S by the clock.",
            "Both sessions run each picture in one thread. default: no other option, the system's malloc without settings;",
            "bounded: as the jobs run it, malloc as the launcher sets it. The ratios are those at 512 pixels and one subtask."
        })
final class BenchColorCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "Only what the ratios need.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Option(names = "--model", paramLabel = "NAME", description = "color-auto or color-ref (default: color-auto).")
    private String model = "color-auto";

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Folder with the model's folder (default: models beside the launcher).")
    private Optional<Path> models;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            report(measure());
            return 0;
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ColorBenchReport measure() throws IOException, InterruptedException, ModelException {
        var home = Path.of(Optional.ofNullable(System.getenv(DataOptions.HOME)).orElse(""));
        var bench = new ColorBench(
                models.orElse(home.resolve("models")).resolve(model).toAbsolutePath(),
                quick ? Plan.quick() : Plan.full());
        try (var bar = Progress.bar("measuring").setInitialMax(bench.steps()).build()) {
            var rows = bench.run(bar::step);
            bar.close();
            var out = spec.commandLine().getOut();
            out.println(ColorBenchReport.heading());
            rows.forEach(row -> out.println(ColorBenchReport.line(row)));
            return new ColorBenchReport(model, rows);
        }
    }

    private void report(ColorBenchReport report) {
        var out = spec.commandLine().getOut();
        out.println();
        report.ratios().forEach((name, ratio) -> out.printf(Locale.ROOT, "%-36s %6.2f%n", name, ratio));
        if (json) {
            out.println(report.json());
        }
        out.flush();
    }
}
