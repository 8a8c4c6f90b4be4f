package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.clip.ClipFile;
import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterPorts;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.cluster.config.RenderedFiles;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import dev.cradlewatch.operators.clip.Clip;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks by a cluster's file. The store is a real one; a file of SQLite is in PostgreSQL's place, which is in ProcessClusterITCase. */
class SystemOptionsITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T23:59:58Z");
    private static final byte[] SOUND = new byte[32_000];

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path file;
    private S3Proxy store;

    @BeforeEach
    void start() throws Exception {
        var cluster = new ClusterFolder(folder);
        var settings = ClusterSettings.create(new ClusterPorts(21_000), Timebase.WALL);
        new RenderedFiles(cluster, settings).write();
        file = cluster.system();
        Files.createDirectories(folder.resolve("buckets/cradlewatch"));
        store = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.resolve("buckets").toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "cradlewatch", settings.secret())
                .build();
        store.start();
        set("history.catalog.address", "jdbc:sqlite:" + folder.resolve("catalog.db"));
        set("history.store.endpoint", "http://127.0.0.1:" + store.getPort());
    }

    @AfterEach
    void stop() throws Exception {
        store.stop();
    }

    @Test
    void sqlFindsTheClipsOfTheSharedHistoryByCopiesBelowTheDataFolder() throws Exception {
        var written = writeClip();

        var said = runApart("sql", "--system", file.toString(), "--format", "csv", "SELECT alert_id, path FROM clips");

        assertThat(said).contains("a-1,\"s3://cradlewatch/clips/2026-01-15/a-1_crib.wav\"");
        assertThat(folder.resolve("home/.cradlewatch/data/copies"))
                .isDirectoryContaining(copy -> copy.toString().endsWith(".parquet"));
        assertThat(system().clipFolder().read(written.path()).orElseThrow()).endsWith(SOUND);
    }

    @Test
    void maintenanceMergesTheSharedHistory() throws Exception {
        writeClip();
        writeClip();

        assertThat(run("history", "maintain", "--system", file.toString(), "--json"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("\"table\":\"clips\",\"files_before\":2,\"files_after\":1");
    }

    @Test
    void whatIsAwayIsNamedWithTheRemedy() throws Exception {
        set("history.store.endpoint", "http://127.0.0.1:" + closedPort());
        assertAway("the store of the history, cradlewatch at http://127.0.0.1:", "history.store.*");
        set("history.catalog.address", "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(closedPort()));
        assertAway("PostgreSQL of the history, cradlewatch at jdbc:postgresql://127.0.0.1:", "history.catalog.*");
    }

    @Test
    void aFileThatLacksSomethingOrIsNotThereIsAWrongArgument() throws Exception {
        set("history.store.bucket", "");
        for (var command : List.of(
                List.of("sql", "SHOW TABLES"),
                List.of("history", "maintain"),
                List.of("device", "list"),
                List.of("invite", "--analyst", "Ann"),
                List.of("console"))) {
            assertThat(run(with(command, "--system", file.toString())))
                    .as(command + "")
                    .isEqualTo(2);
            assertThat(err.toString()).contains(file + ": history.store.bucket is missing");
            assertThat(run(with(command, "--system", folder.resolve("none").toString())))
                    .isEqualTo(2);
            assertThat(err.toString()).contains("there is no file " + folder.resolve("none"), "DIR/config/");
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void aSystemAndAnotherAnswerToTheSameAreAWrongArgument() {
        for (var command : List.of(
                List.of("sql", "SHOW TABLES", "--data", "d"),
                List.of("history", "maintain", "--data", "d"),
                List.of("console", "--data", "d"),
                List.of("console", "--pictures", "file:///p"),
                List.of("device", "list", "--brokers", "b:1"),
                List.of("invite", "--analyst", "Ann", "--client-config", "c"))) {
            err.getBuffer().setLength(0);
            assertThat(run(with(command, "--system", file.toString())))
                    .as(command + "")
                    .isEqualTo(2);
            assertThat(err.toString()).contains("--system and --", "give one of them");
        }
    }

    @Test
    void helpTellsWhereTheFileIs() {
        for (var command :
                List.of(List.of("sql"), List.of("history", "maintain"), List.of("device", "add"), List.of("console"))) {
            out.getBuffer().setLength(0);
            assertThat(run(with(command, "--help"))).isZero();
            assertThat(out.toString().replaceAll("\\s+", ""))
                    .contains("--system=FILE", "keys:DIR/config/cradlewatch/system.properties.");
        }
    }

    private void assertAway(String what, String remedy) {
        for (var command : List.of(List.of("sql", "SHOW TABLES"), List.of("history", "maintain"))) {
            err.getBuffer().setLength(0);
            assertThat(run(with(command, "--system", file.toString()))).isEqualTo(1);
            assertThat(err.toString())
                    .contains(what, "is away", "cradlewatch cluster status", remedy)
                    .doesNotContain("\tat ");
        }
    }

    private ClipFile writeClip() throws Exception {
        var clip = system().clipFolder().write(new Clip("a-1", "hazel", "crib", NIGHT, NIGHT, 1_000, SOUND), NIGHT);
        try (var catalog = HistoryCatalog.open(system().history())) {
            var env = StreamExecutionEnvironment.createLocalEnvironment(1);
            env.enableCheckpointing(1_000);
            new HistorySinks(catalog)
                    .append(env.fromData(List.of(clip), TypeInformation.of(ClipFile.class)), HistoryTables.CLIPS);
            env.execute();
        }
        return clip;
    }

    private SystemConfig system() throws IOException {
        return SystemConfig.read(file);
    }

    private void set(String name, String value) throws IOException {
        var lines = Files.readAllLines(file).stream()
                .map(line -> line.startsWith(name + "=") ? name + "=" + value : line)
                .toList();
        Files.write(file, lines);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String[] with(List<String> command, String... more) {
        var all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private int run(String... arguments) {
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** In a process of its own, with a home of its own. */
    private String runApart(String... arguments) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.cradlewatch.jobs.cli.Cradlewatch"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(DataOptions.HOME, folder.resolve("home").toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
