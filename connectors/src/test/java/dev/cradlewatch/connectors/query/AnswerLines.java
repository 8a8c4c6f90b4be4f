package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An answer as lines of text, its cells joined by bars. */
public final class AnswerLines {
    private AnswerLines() {}

    public static List<String> of(HistoryQuery query, String statement) throws IOException, WrongStatementException {
        var lines = new ArrayList<String>();
        query.run(statement, rows -> {
            while (rows.next()) {
                lines.add(rows.cells().stream().map(String::valueOf).collect(Collectors.joining("|")));
            }
        });
        return lines;
    }
}
