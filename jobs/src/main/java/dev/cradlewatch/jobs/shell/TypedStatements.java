package dev.cradlewatch.jobs.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;

/** Typed at a terminal, with a history of what was typed and names completed by the tabulator. */
public final class TypedStatements implements Statements {
    private static final String PROMPT = "cradlewatch> ";
    private static final String CONTINUATION = "          -> ";
    private static final Set<String> FAREWELLS = Set.of("exit", "quit", "\\q");

    private final Terminal terminal;
    private final LineReader reader;

    /**
     * @param terminal is closed with the statements
     * @param typed    file of what was typed before
     * @param names    what the tabulator completes
     */
    public TypedStatements(Terminal terminal, Path typed, List<String> names) {
        this.terminal = terminal;
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .completer(new StringsCompleter(names))
                .variable(LineReader.HISTORY_FILE, typed)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
    }

    @Override
    public Optional<String> next() {
        var draft = Draft.EMPTY;
        while (true) {
            try {
                var line = reader.readLine(draft.isBlank() ? PROMPT : CONTINUATION);
                if (draft.isBlank() && FAREWELLS.contains(new Draft(line).statement())) {
                    return Optional.empty();
                }
                draft = draft.isBlank() ? new Draft(line) : draft.with(line);
                if (draft.isWhole() && !draft.statement().isEmpty()) {
                    return Optional.of(draft.statement());
                }
            } catch (UserInterruptException e) {
                draft = Draft.EMPTY;
            } catch (EndOfFileException e) {
                return Optional.empty();
            }
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
