package dev.cradlewatch.connectors.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.connectors.query.ResultWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
    private static final String ALL_KINDS = """
            SELECT 7 AS n, 12345678901234567890::HUGEINT AS huge, 0.1::FLOAT AS share, true AS yes, NULL AS nothing,
                   'it''s "so", ü' AS text, TIMESTAMPTZ '2026-01-15 22:00:00.5+00' AS at, DATE '2026-01-15' AS day,
                   [1, NULL] AS list, {'device': 'crib', 'at': TIMESTAMPTZ '2026-01-15 22:00:00+00'} AS object,
                   'nan'::DOUBLE AS nan, INTERVAL 90 SECOND AS lasting
            """;

    @TempDir
    private static Path folder;

    private static HistoryQuery query;

    @BeforeAll
    static void openAnEmptyHistory() throws Exception {
        var location = HistoryLocation.createFolder(folder);
        query = new HistoryQuery(HistorySnapshot.of(location, Optional.empty()), Duration.ofSeconds(60));
    }

    @Test
    void jsonKeepsEveryKindOfValue() throws Exception {
        var row =
                new ObjectMapper().readTree(answer(JsonAnswer::new, ALL_KINDS)).get(0);

        assertThat(row).isEqualTo(new ObjectMapper().readTree("""
                        {"n": 7, "huge": 12345678901234567890, "share": 0.1, "yes": true, "nothing": null,
                         "text": "it's \\"so\\", ü", "at": "2026-01-15T22:00:00.500Z", "day": "2026-01-15",
                         "list": [1, null], "object": {"device": "crib", "at": "2026-01-15T22:00:00Z"}, "nan": "NaN",
                         "lasting": "00:01:30"}
                        """));
    }

    @Test
    void jsonOfNothingIsAnEmptyList() throws Exception {
        assertThat(answer(JsonAnswer::new, "SELECT id FROM alerts")).isEqualTo("[]\n");
        assertThat(answer(JsonAnswer::new, "SELECT * FROM range(2) AS t(n)")).isEqualTo("[{\"n\":0},\n {\"n\":1}]\n");
    }

    @Test
    void csvQuotesWhatWouldBreakALine() throws Exception {
        assertThat(answer(
                        CsvAnswer::new,
                        "SELECT 1 AS a, 'x, \"y\"' AS b, NULL AS c, ['d'] AS e UNION ALL SELECT 2, '', '', []"))
                .isEqualTo("a,b,c,e\n1,\"x, \"\"y\"\"\",,\"[\"\"d\"\"]\"\n2,,,[]\n");
    }

    @Test
    void aTableLinesUpAndCountsItsRows() throws Exception {
        assertThat(answer(TableAnswer::new, "SELECT * FROM (VALUES ('crib', 7), ('nursery', 1234)) AS t(device, n)"))
                .isEqualTo("""
                        device   n
                        -------  ----
                        crib        7
                        nursery  1234
                        (2 rows)
                        """);
    }

    @Test
    void aTableOfAnyLengthIsWrittenWhole() throws Exception {
        assertThat(answer(TableAnswer::new, "SELECT * FROM range(12345) AS t(n)")
                        .lines())
                .hasSize(2 + 12_345 + 1)
                .endsWith("12344", "(12,345 rows)");
    }

    private static String answer(Function<PrintWriter, ResultWriter> format, String statement) throws Exception {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        query.run(statement, format.apply(out));
        out.flush();
        return text.toString();
    }
}
