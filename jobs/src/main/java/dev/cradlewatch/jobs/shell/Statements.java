package dev.cradlewatch.jobs.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Statements, one after the other. Each ends with a line that ends in a semicolon; it is given without that. */
public interface Statements extends Closeable {
    String END = ";";

    /** The next one; empty when there is no more. */
    Optional<String> next() throws IOException;

    /** A statement so far, and whether a line has ended it. */
    record Draft(String text) {
        static final Draft EMPTY = new Draft("");

        Draft with(String line) {
            return new Draft(text.isEmpty() ? line : text + "\n" + line);
        }

        boolean isBlank() {
            return text.isBlank();
        }

        boolean isWhole() {
            return text.stripTrailing().endsWith(END);
        }

        String statement() {
            var whole = text.strip();
            return isWhole() ? whole.substring(0, whole.length() - END.length()).strip() : whole;
        }
    }
}
