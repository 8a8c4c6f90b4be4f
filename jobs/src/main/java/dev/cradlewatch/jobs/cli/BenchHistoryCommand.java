package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.connectors.query.QueriesPage;
import dev.cradlewatch.connectors.query.WrongStatementException;
import dev.cradlewatch.jobs.bench.HistoryBench;
import dev.cradlewatch.jobs.bench.HistoryBench.Timing;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the history is written and asked. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a month of a small fleet to a history in a temporary folder, maintains it, asks the questions of docs/queries.md,",
            "and compares with DuckDB over one Parquet file a table with the same rows; both in a session that stays open.",
            "Ten million rows take some minutes and 2 GB."
        })
final class BenchHistoryCommand implements Callable<Integer> {
    private static final long ROWS = 10_000_000;
    private static final long QUICK_ROWS = 200_000;
    private static final double MILLIS = 1e6;

    @Option(names = "--quick", description = "Only 200,000 rows.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, WrongStatementException {
        var rows = quick ? QUICK_ROWS : ROWS;
        var page = Path.of(Optional.ofNullable(System.getenv(DataOptions.HOME)).orElse(""), "docs", "queries.md");
        var questions = QueriesPage.read(page);
        try (var folder = TemporaryFolder.create("cradlewatch-bench");
                var bar = Progress.bar("writing")
                        .setInitialMax(2L + questions.size())
                        .build()) {
            var bench = new HistoryBench(folder.path(), rows);
            var written = bench.write();
            bar.step().setExtraMessage("maintaining");
            var maintained = bench.maintain();
            bar.step().setExtraMessage("asking");
            var timings = bench.ask(questions, question -> bar.step());
            bar.close();
            report(rows, written, maintained, timings);
        }
        return 0;
    }

    private void report(long rows, Duration written, Duration maintained, List<Timing> timings) {
        var out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d scores written in %.1f s: %,.0f a second; maintained in %.1f s%n%n",
                rows,
                seconds(written),
                rows / seconds(written),
                seconds(maintained));
        out.printf("%10s %10s %6s  QUESTION%n", "HISTORY", "ONE FILE", "RATIO");
        for (var timing : timings) {
            out.printf(
                    Locale.ROOT,
                    "%7.0f ms %7.0f ms %6.2f  %s%n",
                    millis(timing.history()),
                    millis(timing.plain()),
                    timing.ratio(),
                    timing.question().words());
        }
        if (json) {
            out.println(json(rows, written, timings));
        }
        out.flush();
    }

    private static ObjectNode json(long scores, Duration written, List<Timing> timings) {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("bench", "history");
        var rows = result.putArray("rows");
        rows.addObject().put("scores", scores).put("scores_per_second", scores / seconds(written));
        for (var timing : timings) {
            rows.addObject()
                    .put("question", timing.question().words())
                    .put("history_ms", millis(timing.history()))
                    .put("one_file_ms", millis(timing.plain()));
        }
        var worst =
                timings.stream().max(Comparator.comparingDouble(Timing::ratio)).orElseThrow();
        result.putObject("ratios").put("history_over_one_file_worst", worst.ratio());
        return result;
    }

    private static double seconds(Duration duration) {
        return millis(duration) / 1e3;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / MILLIS;
    }
}
