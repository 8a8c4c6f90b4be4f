package dev.cradlewatch.jobs.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** From a pipe or a file: the last one needs no semicolon. */
public final class PipedStatements implements Statements {
    private final BufferedReader lines;

    public PipedStatements(Reader reader) {
        lines = new BufferedReader(reader);
    }

    @Override
    public Optional<String> next() throws IOException {
        var draft = Draft.EMPTY;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            draft = draft.isBlank() ? new Draft(line) : draft.with(line);
            if (draft.isWhole()) {
                var statement = draft.statement();
                if (!statement.isEmpty()) {
                    return Optional.of(statement);
                }
                draft = Draft.EMPTY;
            }
        }
        return Optional.of(draft.statement()).filter(statement -> !statement.isEmpty());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
