package dev.cradlewatch.console.sql;

import java.time.Duration;

/**
 * What an analyst may ask for.
 *
 * @param timeout      how long a statement may take
 * @param shownRows    rows that the page gets
 * @param fileRows     rows of a file
 * @param sideBySide   statements that run at once, of all analysts
 * @param maxCharacters longest statement
 */
public record SqlPolicy(Duration timeout, int shownRows, int fileRows, int sideBySide, int maxCharacters) {

    public static SqlPolicy defaults() {
        return new SqlPolicy(Duration.ofSeconds(30), 2_000, 1_000_000, 2, 20_000);
    }
}
