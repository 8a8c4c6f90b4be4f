package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CradlewatchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void helpNamesTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "eval", "Exit codes");
        assertThat(run("demo", "--help")).isZero();
        assertThat(out.toString()).contains("--audio", "--speed", "--once");
    }

    @Test
    void wrongArgumentsExitWithTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("lullaby")).isEqualTo(2);
        assertThat(run("eval")).isEqualTo(2);
        assertThat(run("demo", "--speed", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("'0': expected a number from 0.1 to 1000, or max");
        assertThat(run("eval", "cry")).isEqualTo(2);
        assertThat(err.toString()).contains("--manifest");
    }

    @Test
    void wrongArgumentsOfBenchesExitWithTwo() {
        assertThat(run("bench")).isEqualTo(2);
        assertThat(run("bench", "score", "--windows", "9")).isEqualTo(2);
        assertThat(run("bench", "score", "--rounds", "0")).isEqualTo(2);
        assertThat(run("bench", "alerts", "--monitors", "0")).isEqualTo(2);
        assertThat(run("bench", "all", "--rounds", "1")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "what to measure: agent, alerts, all",
                        "9 windows: expected at least 10",
                        "0 rounds: expected at least 1",
                        "0 monitors: expected at least 1");
    }

    @Test
    void aMissingManifestIsSaidPlainly() {
        assertThat(run("eval", "cry", "--manifest", folder.resolve("none.csv").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none.csv").doesNotContain("\tat ");
    }

    @Test
    void aManifestWithoutTheSplitNamesThoseItHas() throws IOException {
        var manifest = folder.resolve("m.csv");
        Files.writeString(manifest, "path,label,split\na/b.wav,cry,val\n");
        assertThat(run("eval", "cry", "--manifest", manifest.toString(), "--split", "test"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("no clip of split 'test': it has [val]");
    }

    @Test
    void aManifestOfSomethingElseNamesTheMissingColumn() throws IOException {
        var manifest = folder.resolve("m.csv");
        Files.writeString(manifest, "file,label\na.wav,cry\n");
        assertThat(run("eval", "cry", "--manifest", manifest.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("has no column 'path'");
    }

    @Test
    void nightsNeedTheirTruth() {
        assertThat(run("eval", "nights", "--dir", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("truth.csv");
    }

    @Test
    void sqlSaysPlainlyWhereItMissesAHistory() {
        assertThat(run("sql", "--data", folder.toString(), "SELECT 1")).isEqualTo(1);
        assertThat(err.toString())
                .contains("there is no history in " + folder, "--data")
                .doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void wrongArgumentsOfSqlExitWithTwo() {
        assertThat(run("sql", "--format", "parquet", "--out", "all.parquet")).isEqualTo(2);
        assertThat(run("sql", "--format", "xml", "SELECT 1")).isEqualTo(2);
        assertThat(run("sql", "--format", "parquet", "SELECT 1")).isEqualTo(2);
        assertThat(run("sql", "--timeout", "0", "SELECT 1")).isEqualTo(2);
        assertThat(run("sql", "--as-of", "yesterday", "SELECT 1")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "needs a statement",
                        "--out FILE",
                        "at least 1 s",
                        "'yesterday': expected a time such as 2026-01-15T22:00:00Z");
    }

    @Test
    void maintenanceSaysPlainlyWhatItMisses() {
        assertThat(run("history")).isEqualTo(2);
        assertThat(run("history", "maintain", "--target-file-mb", "0")).isEqualTo(2);
        assertThat(run("history", "maintain", "--keep", "soon")).isEqualTo(2);
        assertThat(run("history", "maintain", "--keep-orphans", "59m")).isEqualTo(2);
        assertThat(run("history", "maintain", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "expected 1 to 2,048",
                        "'soon': expected a time such as 7d",
                        "at least 1h",
                        "there is no history in " + folder)
                .doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aClusterThatIsNotThereIsSaidPlainly() {
        var nowhere = folder.resolve("cluster").toString();
        assertThat(run("cluster")).isEqualTo(2);
        assertThat(run("cluster", "start", "--dir", nowhere, "--port", "99")).isEqualTo(2);
        assertThat(run("cluster", "start", "--dir", nowhere, "--timebase", "moon"))
                .isEqualTo(2);
        for (var command : new String[] {"status", "stop", "upgrade"}) {
            assertThat(run("cluster", command, "--dir", nowhere)).isEqualTo(1);
        }
        assertThat(err.toString())
                .contains(
                        "start, status, stop or upgrade?",
                        "port 99: expected 1024 to 65518",
                        "there is no cluster in " + nowhere + ": run cradlewatch cluster start")
                .doesNotContain("\tat ");
        assertThat(folder).isEmptyDirectory();
    }

    private int run(String... arguments) {
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
