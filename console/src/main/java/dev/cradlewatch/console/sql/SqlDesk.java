package dev.cradlewatch.console.sql;

import dev.cradlewatch.connectors.answer.CsvAnswer;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistoryReader;
import dev.cradlewatch.connectors.query.WrongStatementException;
import dev.cradlewatch.console.http.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Answers analysts' statements, a few at a time. Thread-safe. */
final class SqlDesk {
    private final HistoryReader history;
    private final SqlPolicy policy;
    private final Semaphore places;

    SqlDesk(HistoryReader history, SqlPolicy policy) {
        this.history = history;
        this.policy = policy;
        places = new Semaphore(policy.sideBySide(), true);
    }

    /**
     * An answer for the page.
     *
     * @param columns    names
     * @param rows       cells as JSON has them
     * @param truncated  whether there are more rows than the page gets
     * @param rowLimit   how many it gets
     * @param tookMillis how long it took
     */
    record Answer(List<String> columns, List<List<Object>> rows, boolean truncated, int rowLimit, long tookMillis) {}

    private interface Task<T> {
        T run(HistoryQuery query) throws WrongStatementException, IOException;
    }

    Answer answer(String sql) throws IOException, InterruptedException {
        return atPlace(sql, query -> {
            var start = System.nanoTime();
            var rows = new ArrayList<List<Object>>();
            var columns = new ArrayList<String>();
            var truncated = new boolean[1];
            query.run(sql, answer -> {
                columns.addAll(answer.columns());
                while (answer.next()) {
                    if (rows.size() == policy.shownRows()) {
                        truncated[0] = true;
                        return;
                    }
                    rows.add(answer.cells());
                }
            });
            var took = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return new Answer(columns, rows, truncated[0], policy.shownRows(), took);
        });
    }

    /** Writes the answer as comma-separated values. */
    void writeCsv(String sql, Path file) throws IOException, InterruptedException {
        atPlace(sql, query -> {
            try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
                query.run(limited(sql), new CsvAnswer(out));
            }
            return file;
        });
    }

    /** Writes the answer as Parquet. */
    void writeParquet(String sql, Path file) throws IOException, InterruptedException {
        atPlace(sql, query -> {
            query.writeParquet(limited(sql), file);
            return file;
        });
    }

    private <T> T atPlace(String sql, Task<T> task) throws IOException, InterruptedException {
        if (sql == null || sql.isBlank()) {
            throw Refusal.wrong("the statement is empty: expected SELECT ...");
        }
        if (sql.length() > policy.maxCharacters()) {
            throw Refusal.tooMuch(
                    "the statement has %d characters: at most %d".formatted(sql.length(), policy.maxCharacters()));
        }
        if (!places.tryAcquire(policy.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw Refusal.unavailable("others ask long questions just now: try again");
        }
        try (var snapshot = history.snapshot(Optional.empty())) {
            return task.run(new HistoryQuery(snapshot, policy.timeout()));
        } catch (WrongStatementException e) {
            throw Refusal.wrong(e.getMessage());
        } catch (IOException e) {
            throw Refusal.tooSlow(e.getMessage());
        } finally {
            places.release();
        }
    }

    private String limited(String sql) {
        var statement = sql.strip();
        while (statement.endsWith(";")) {
            statement = statement.substring(0, statement.length() - 1).strip();
        }
        return "SELECT * FROM (%n%s%n) LIMIT %d".formatted(statement, policy.fileRows());
    }
}
