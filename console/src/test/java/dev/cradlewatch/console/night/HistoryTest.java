package dev.cradlewatch.console.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

    /** Ids come from addresses that anybody may type. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "willow",
                "",
                "O'Brien",
                "' OR '1' = '1",
                "'; DROP TABLE alerts; --",
                "''",
                "\\' OR 1 = 1 --",
                "a\nb",
                "zażółć",
                "$$"
            })
    void aQuotedTextIsThatTextAndNothingElse(String text) throws SQLException {
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement();
                var answer = statement.executeQuery("SELECT " + History.quoted(text))) {
            assertThat(answer.next()).isTrue();
            assertThat(answer.getMetaData().getColumnCount()).isEqualTo(1);
            assertThat(answer.getString(1)).isEqualTo(text);
            assertThat(answer.next()).isFalse();
        }
    }
}
