package dev.cradlewatch.connectors.history;

import static dev.cradlewatch.connectors.history.TableRows.scoreRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cradlewatch.operators.audio.ScoredWindow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.Test;

/** How tables grow, change and are read, through a real Flink job and a folder. */
class HistorySinksITCase extends FolderHistory {
    @Test
    void aQuestionAboutOneDayOrOneMonitorOpensOnlyTheirFiles() throws Exception {
        var day = Instant.parse("2026-03-01T12:00:00Z");
        append(
                List.of(
                        Facts.score("crib", 1, day),
                        Facts.score("crib", 2, day.plusSeconds(86_400)),
                        Facts.score("crib", 3, day.plusSeconds(2 * 86_400)),
                        Facts.score("door", 1, day)),
                Facts.SCORE,
                HistoryTables.CRY_SCORES);

        assertThat(files(Expressions.alwaysTrue())).isEqualTo(4);
        assertThat(files(Expressions.greaterThanOrEqual("event_time", "2026-03-03T00:00:00+00:00")))
                .isEqualTo(1);
        assertThat(files(Expressions.equal("device", "door"))).isEqualTo(1);
    }

    @Test
    void aLaterColumnIsEmptyInOldFilesAndFilledInNewOnes() throws Exception {
        append(List.of(Facts.score("crib", 1, Facts.AT)), Facts.SCORE, HistoryTables.CRY_SCORES);
        var later = HistoryTables.CRY_SCORES.with(Facts.ROOM);
        append(List.of(Facts.score("crib", 2, Facts.AT)), Facts.SCORE, later);

        assertThat(rows(later))
                .extracting(row -> row.get("seq"), row -> row.get("room"))
                .containsExactlyInAnyOrder(tuple(1L, null), tuple(2L, "nursery"));
    }

    @Test
    void anOlderReleaseStillWritesToATableThatALaterOneWidened() throws Exception {
        var early = new ArrayList<>(HistoryTables.CRY_SCORES.columns());
        var model = early.remove(4);
        assertThat(model.name()).isEqualTo("model");
        catalog.ensure(new HistoryTable<>("cry_scores", "device", early));
        catalog.ensure(HistoryTables.CRY_SCORES.with(Facts.ROOM));

        append(List.of(Facts.score("crib", 1, Facts.AT)), Facts.SCORE, HistoryTables.CRY_SCORES);

        var expected = scoreRow("crib", 1, Facts.AT);
        expected.put("room", null);
        assertThat(rows(HistoryTables.CRY_SCORES)).containsExactly(expected);
    }

    @Test
    void aTableOfAnotherShapeIsRefusedByName() throws Exception {
        SerializableFunction<ScoredWindow, String> text = scored -> "x";
        var columns = new ArrayList<>(HistoryTables.CRY_SCORES.columns());
        columns.set(3, Column.text("probability", text, "not a number"));
        catalog.ensure(new HistoryTable<>("cry_scores", "device", columns));

        assertThatThrownBy(() -> catalog.ensure(HistoryTables.CRY_SCORES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cry_scores")
                .hasMessageContaining("probability");
    }

    private long files(Expression filter) throws IOException {
        try (var tasks = catalog.table(HistoryTables.CRY_SCORES)
                .orElseThrow()
                .newScan()
                .filter(filter)
                .planFiles()) {
            var count = 0L;
            for (var task : tasks) {
                count += task.file().recordCount() > 0 ? 1 : 0;
            }
            return count;
        }
    }
}
