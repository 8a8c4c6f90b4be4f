package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.connectors.query.ResultWriter;
import dev.cradlewatch.connectors.query.WrongStatementException;
import dev.cradlewatch.jobs.answer.CsvAnswer;
import dev.cradlewatch.jobs.answer.JsonAnswer;
import dev.cradlewatch.jobs.answer.TableAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks the history. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Answers a question about the history, in DuckDB's SQL. Tables: device_events, cry_scores, alerts;",
            "DESCRIBE alerts shows the columns. Times are in UTC. It reads one consistent state, also while a job writes,",
            "and can neither change anything nor open any other file."
        },
        footer = {"", "  ./cradlewatch sql \"SELECT kind, count(*) AS n FROM alerts GROUP BY kind\""})
final class SqlCommand implements Callable<Integer> {
    private static final int WRONG_ARGUMENT = 2;

    private enum Format {
        TABLE,
        CSV,
        JSON,
        PARQUET
    }

    @Parameters(paramLabel = "STATEMENT", description = "SELECT ..., in quotes.")
    private String statement;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "See the history as it was then, such as 2026-01-15T22:00:00Z (default: now).")
    private Optional<Instant> asOf = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "table|csv|json|parquet",
            defaultValue = "table",
            description = "How the answer is written (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--out", paramLabel = "FILE", description = "File for --format parquet; replaced if it exists.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Give up after this time (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Mixin
    private DataOptions data = new DataOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        checkArguments();
        if (!HistoryLocation.isIn(data.history())) {
            throw new IOException(
                    "there is no history in %s: run cradlewatch demo --once first, or name its folder with --data"
                            .formatted(data.data()));
        }
        var snapshot = HistorySnapshot.of(HistoryLocation.folder(data.history()), asOf);
        var query = new HistoryQuery(snapshot, Duration.ofSeconds(timeout));
        try {
            if (format == Format.PARQUET) {
                query.writeParquet(statement, file.orElseThrow());
            } else {
                query.run(statement, writer(spec.commandLine().getOut()));
            }
            return 0;
        } catch (WrongStatementException e) {
            spec.commandLine().getErr().println("cradlewatch: " + e.getMessage());
            return WRONG_ARGUMENT;
        }
    }

    private ResultWriter writer(PrintWriter out) {
        return switch (format) {
            case CSV -> new CsvAnswer(out);
            case JSON -> new JsonAnswer(out);
            default -> new TableAnswer(out);
        };
    }

    private void checkArguments() {
        if ((format == Format.PARQUET) != file.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--format parquet and --out FILE go together");
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout %d: expected at least 1 s".formatted(timeout));
        }
    }
}
