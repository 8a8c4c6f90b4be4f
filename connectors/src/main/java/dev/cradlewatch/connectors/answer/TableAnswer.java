package dev.cradlewatch.connectors.answer;

import dev.cradlewatch.connectors.query.ResultWriter;
import dev.cradlewatch.connectors.query.Rows;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Columns for the eye, numbers to the right. They are as wide as the first thousand rows need, so that an answer of any length
 * needs no more memory than these.
 */
public record TableAnswer(PrintWriter out) implements ResultWriter {
    private static final int LOOK_AHEAD = 1_000;
    private static final String BETWEEN = "  ";

    private record Line(List<String> texts, List<Boolean> numbers) {}

    @Override
    public void write(Rows rows) throws SQLException, IOException {
        var names = rows.columns();
        var first = new ArrayList<Line>();
        while (first.size() < LOOK_AHEAD && rows.next()) {
            first.add(line(rows));
        }
        var widths = widths(names, first);
        print(new Line(names, names.stream().map(name -> false).toList()), widths);
        out.println(widths.stream().map("-"::repeat).collect(Collectors.joining(BETWEEN)));
        first.forEach(line -> print(line, widths));
        var count = (long) first.size();
        while (first.size() == LOOK_AHEAD && rows.next()) {
            print(line(rows), widths);
            count++;
        }
        out.printf("(%,d %s)%n", count, count == 1 ? "row" : "rows");
        out.flush();
    }

    private static Line line(Rows rows) throws SQLException, IOException {
        var texts = new ArrayList<String>();
        var numbers = new ArrayList<Boolean>();
        for (var cell : rows.cells()) {
            texts.add(CellText.of(cell).replaceAll("\\p{Cntrl}", " "));
            numbers.add(cell instanceof Number);
        }
        return new Line(texts, numbers);
    }

    private static List<Integer> widths(List<String> names, List<Line> lines) {
        return IntStream.range(0, names.size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.texts().get(column).length())
                        .reduce(names.get(column).length(), Math::max))
                .toList();
    }

    private void print(Line line, List<Integer> widths) {
        var cells = new ArrayList<String>();
        for (var column = 0; column < widths.size(); column++) {
            var text = line.texts().get(column);
            var padding = " ".repeat(Math.max(0, widths.get(column) - text.length()));
            cells.add(line.numbers().get(column) ? padding + text : text + padding);
        }
        out.println(String.join(BETWEEN, cells).stripTrailing());
    }
}
