package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.answer.CsvAnswer;
import dev.cradlewatch.connectors.answer.JsonAnswer;
import dev.cradlewatch.connectors.answer.TableAnswer;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistoryReader;
import dev.cradlewatch.connectors.query.ResultWriter;
import dev.cradlewatch.connectors.query.WrongStatementException;
import dev.cradlewatch.jobs.shell.PipedStatements;
import dev.cradlewatch.jobs.shell.TypedStatements;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jline.terminal.TerminalBuilder;
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
            "Answers a question about the history, in DuckDB's SQL. SHOW TABLES names its tables and ready views,",
            "DESCRIBE alerts shows the columns. Times are in UTC. It reads one consistent state, also while a job writes,",
            "and can neither change anything nor open any other file.",
            "Without a statement it asks for them, one after the other, each ended by a semicolon; or reads them from a pipe."
        },
        footer = {
            "",
            "  ./cradlewatch sql \"SELECT kind, count(*) AS n FROM alerts GROUP BY kind\"",
            "  ./cradlewatch sql --format csv < questions.sql",
            "  ./cradlewatch sql --system DIR/config/cradlewatch/system.properties \"...\""
        })
final class SqlCommand implements Callable<Integer> {
    private static final int WRONG_ARGUMENT = 2;
    private static final String TYPED = "sql-typed";

    private enum Format {
        TABLE,
        CSV,
        JSON,
        PARQUET
    }

    @Parameters(paramLabel = "STATEMENT", arity = "0..1", description = "SELECT ..., in quotes.")
    private Optional<String> statement = Optional.empty();

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
    private HistoryOptions history = new HistoryOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkArguments();
        try (var reader = new HistoryReader(history.existing())) {
            if (statement.isPresent()) {
                return answer(statement.get(), reader);
            }
            return System.console() == null ? answerPiped(reader) : answerTyped(reader);
        }
    }

    /** Each sees the history as it is when it is asked. */
    private int answer(String sql, HistoryReader reader) throws IOException {
        try (var snapshot = reader.snapshot(asOf)) {
            var query = new HistoryQuery(snapshot, Duration.ofSeconds(timeout), history.cache());
            if (format == Format.PARQUET) {
                query.writeParquet(sql, file.orElseThrow());
            } else {
                query.run(sql, writer(spec.commandLine().getOut()));
            }
            return 0;
        } catch (WrongStatementException e) {
            complain(e);
            return WRONG_ARGUMENT;
        }
    }

    /** Ends with the first statement that has no answer. */
    private int answerPiped(HistoryReader reader) throws IOException {
        try (var statements = new PipedStatements(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            for (var next = statements.next(); next.isPresent(); next = statements.next()) {
                var code = answer(next.get(), reader);
                if (code != 0) {
                    return code;
                }
            }
            return 0;
        }
    }

    /** Goes on after a statement that has no answer. */
    private int answerTyped(HistoryReader reader) throws IOException {
        var names = names(reader);
        spec.commandLine()
                .getOut()
                .printf("Tables and views: %s.%nA statement ends with ; and exit leaves.%n", String.join(", ", names));
        try (var statements =
                new TypedStatements(TerminalBuilder.terminal(), history.data().resolve(TYPED), names)) {
            for (var next = statements.next(); next.isPresent(); next = statements.next()) {
                try {
                    answer(next.get(), reader);
                } catch (IOException e) {
                    complain(e);
                }
            }
            return 0;
        }
    }

    private List<String> names(HistoryReader reader) throws IOException {
        try (var snapshot = reader.snapshot(asOf)) {
            return snapshot.names();
        }
    }

    private void complain(Exception e) {
        spec.commandLine().getErr().println("cradlewatch: " + e.getMessage());
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
        if (format == Format.PARQUET && statement.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--format parquet needs a statement");
        }
        if (timeout < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout %d: expected at least 1 s".formatted(timeout));
        }
    }
}
