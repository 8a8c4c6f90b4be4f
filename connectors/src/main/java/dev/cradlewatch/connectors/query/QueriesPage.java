package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The questions of docs/queries.md: a line in bold, then its statement in a fence of {@code sql}. */
public final class QueriesPage {
    private static final Pattern QUESTION = Pattern.compile("(?s)\\*\\*([^*]+)\\*\\*\\s+```sql\\n(.*?)```");

    /**
     * A question with its answer's statement.
     *
     * @param words     as the page asks it
     * @param statement what {@code cradlewatch sql} is given
     */
    public record Question(String words, String statement) {}

    private QueriesPage() {}

    /** @throws IOException if the page cannot be read or asks nothing */
    public static List<Question> read(Path page) throws IOException {
        var questions = QUESTION.matcher(Files.readString(page))
                .results()
                .map(match -> new Question(match.group(1).replace('\n', ' '), match.group(2)))
                .toList();
        if (questions.isEmpty()) {
            throw new IOException(page + " asks nothing");
        }
        return questions;
    }
}
