package dev.cradlewatch.console.night;

import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistoryReader;
import dev.cradlewatch.connectors.query.WrongStatementException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the history questions of our own. Each call sees one consistent state. */
public final class History {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int MOST_ROWS = 20_000;

    private final HistoryReader reader;

    public History(HistoryReader reader) {
        this.reader = reader;
    }

    /** A row of an answer, by column names. */
    public record Row(Map<String, Object> cells) {

        public String text(String column) {
            return Optional.ofNullable(cells.get(column)).map(Object::toString).orElse("");
        }

        public Optional<String> maybe(String column) {
            return Optional.ofNullable(cells.get(column)).map(Object::toString);
        }

        public double number(String column) {
            return maybeNumber(column).orElse(0.0);
        }

        public Optional<Double> maybeNumber(String column) {
            return Optional.ofNullable((Number) cells.get(column)).map(Number::doubleValue);
        }

        public boolean flag(String column) {
            return Boolean.TRUE.equals(cells.get(column));
        }

        /** Texts of a list. */
        public List<String> texts(String column) {
            return cells.get(column) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }
    }

    /**
     * Answers several questions about one state.
     *
     * @throws IOException if the history does not answer
     */
    public List<List<Row>> ask(List<String> statements) throws IOException {
        try (var snapshot = reader.snapshot(Optional.empty())) {
            var query = new HistoryQuery(snapshot, TIMEOUT);
            var answers = new ArrayList<List<Row>>();
            for (var sql : statements) {
                answers.add(ask(query, sql));
            }
            return answers;
        } catch (WrongStatementException e) {
            throw new IllegalStateException("a question of our own is wrong: " + e.getMessage(), e);
        }
    }

    /** A text as SQL has it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static List<Row> ask(HistoryQuery query, String sql) throws IOException, WrongStatementException {
        var found = new ArrayList<Row>();
        query.run(sql, rows -> {
            while (found.size() < MOST_ROWS && rows.next()) {
                var cells = rows.cells();
                var row = new HashMap<String, Object>();
                for (var column = 0; column < cells.size(); column++) {
                    row.put(rows.columns().get(column), cells.get(column));
                }
                found.add(new Row(row));
            }
        });
        return found;
    }
}
