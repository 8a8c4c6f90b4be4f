package dev.cradlewatch.connectors.query;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
        try (var in = Files.newInputStream(page)) {
            return read(in);
        }
    }

    /** @throws IOException if the page cannot be read or asks nothing */
    public static List<Question> read(InputStream page) throws IOException {
        var questions = QUESTION.matcher(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                .results()
                .map(match -> new Question(match.group(1).replace('\n', ' '), match.group(2)))
                .toList();
        if (questions.isEmpty()) {
            throw new IOException("the page asks nothing: expected a line in bold and a fence of sql");
        }
        return questions;
    }
}
