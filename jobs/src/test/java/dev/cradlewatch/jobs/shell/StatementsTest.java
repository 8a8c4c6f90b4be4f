package dev.cradlewatch.jobs.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementsTest {
    @TempDir
    private Path folder;

    @Test
    void pipedOnesEndWithASemicolonAtTheEndOfALine() throws IOException {
        var text = "SELECT 1;\n\nSELECT ';' AS a,\n  2 ;  \n;\nSELECT 3\n";

        assertThat(all(new PipedStatements(new StringReader(text))))
                .containsExactly("SELECT 1", "SELECT ';' AS a,\n  2", "SELECT 3");
    }

    @Test
    void nothingPipedIsNoStatement() throws IOException {
        assertThat(all(new PipedStatements(new StringReader(" \n\n")))).isEmpty();
    }

    @Test
    void typedOnesMaySpanLinesAndEndWithAFarewell() throws IOException {
        assertThat(typed("SELECT 1;\nSELECT\n2;\nexit\nSELECT 3;\n")).containsExactly("SELECT 1", "SELECT\n2");
        assertThat(typed("SELECT 1;\n\\q\n")).containsExactly("SELECT 1");
    }

    @Test
    void typedOnesEndWithTheInput() throws IOException {
        assertThat(typed("SELECT 1;\nSELECT 2")).containsExactly("SELECT 1");
    }

    @Test
    void whatWasTypedIsKept() throws IOException {
        typed("SELECT 1;\nexit\n");

        assertThat(folder.resolve("typed")).content().contains("SELECT 1;");
    }

    private List<String> typed(String keys) throws IOException {
        var terminal = new DumbTerminal(
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream());
        return all(new TypedStatements(terminal, folder.resolve("typed"), List.of("alerts")));
    }

    private static List<String> all(Statements statements) throws IOException {
        var all = new ArrayList<String>();
        try (statements) {
            for (var next = statements.next(); next.isPresent(); next = statements.next()) {
                all.add(next.get());
            }
        }
        return all;
    }
}
