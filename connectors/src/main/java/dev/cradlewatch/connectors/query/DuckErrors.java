package dev.cradlewatch.connectors.query;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What DuckDB's error messages say to somebody who wrote the statement. */
final class DuckErrors {
    private static final String WRAPPER =
            "Attempting to execute an unsuccessful or closed pending query result\nError: ";

    /** Of the statement itself, whatever the data. */
    private static final Set<String> OF_STATEMENT = Set.of(
            "Binder",
            "Catalog",
            "Conversion",
            "Invalid Input",
            "Invalid type",
            "Not implemented",
            "Out of Range",
            "Parser",
            "Permission",
            "Syntax");

    private DuckErrors() {}

    static String reason(SQLException e) {
        var message = Optional.ofNullable(e.getMessage()).orElse(e.toString());
        var wrapped = message.indexOf(WRAPPER);
        return (wrapped < 0 ? message : message.substring(wrapped + WRAPPER.length())).strip();
    }

    static boolean isOfStatement(SQLException e) {
        var reason = reason(e);
        return OF_STATEMENT.stream().anyMatch(kind -> reason.startsWith(kind + " Error"));
    }
}
