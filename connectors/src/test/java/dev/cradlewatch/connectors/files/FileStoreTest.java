package dev.cradlewatch.connectors.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.history.ObjectStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A folder of this machine and a bucket do the same. */
class FileStoreTest {
    private static final byte[] CONTENT = {1, 2, 3, 4};

    private static S3Server s3;

    @TempDir
    private java.nio.file.Path folder;

    private enum Kind {
        FOLDER,
        BUCKET
    }

    @BeforeAll
    static void start() throws Exception {
        s3 = new S3Server();
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsReadAsItWasWrittenLast(Kind kind) throws Exception {
        var root = root(kind, "written");
        // As it comes to another machine with a job.
        var files = InstantiationUtil.clone(files(root));
        var file = new Path(root, "a/b%2Fc d.wav");

        files.write(file, new byte[100_000]);
        files.write(file, CONTENT);

        assertThat(files.size(file)).isEqualTo(4);
        assertThat(files.read(file, 100)).isEqualTo(CONTENT);
        assertThat(files.read(file, 2)).containsExactly(1, 2);
        assertThat(names(files, root)).containsExactly("b%2Fc d.wav");
    }

    @ParameterizedTest
    @EnumSource
    void allFilesBelowAFolderAreListedWithTheTimeOfTheirWriting(Kind kind) throws Exception {
        var root = root(kind, "listed");
        var files = files(root);
        files.write(new Path(root, "one/x"), CONTENT);
        files.write(new Path(root, "two/deep/y"), CONTENT);
        files.write(new Path(root.getParent(), "listed-by-others/z"), CONTENT);

        assertThat(names(files, root)).containsExactlyInAnyOrder("x", "y");
        assertThat(files.list(root)).allSatisfy(file -> assertThat(
                        Duration.between(file.writtenAt(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(1)));
        assertThat(files.list(new Path(root, "none"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsDeletedIsGoneAndCanBeDeletedAgain(Kind kind) throws Exception {
        var root = root(kind, "deleted");
        var files = files(root);
        var gone = List.of(new Path(root, "day/x"), new Path(root, "day/y"));
        for (var file : gone) {
            files.write(file, CONTENT);
        }
        files.write(new Path(root, "other/z"), CONTENT);

        files.delete(gone);
        files.delete(gone);
        files.delete(List.of());

        assertThat(names(files, root)).containsExactly("z");
        assertThatThrownBy(() -> files.read(gone.get(0), 4)).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.size(gone.get(0))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aFolderGoesWithItsLastFile() throws Exception {
        var root = root(Kind.FOLDER, "emptied");
        files(root).write(new Path(root, "day/x"), CONTENT);
        files(root).delete(List.of(new Path(root, "day/x")));

        assertThat(folder.resolve("emptied/day")).doesNotExist();
        assertThat(folder.resolve("emptied")).exists();
    }

    @Test
    void aBucketThatLetsNobodyInIsNamedAndItsKeyIsNot() {
        var other = new ObjectStore(s3.store().endpoint(), "eu-central-1", "history", "not-the-key");
        var files = FileStore.of("s3://cradle/x", other.properties());

        assertThatThrownBy(() -> files.read(new Path("s3://cradle/x/y"), 4))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("s3://cradle/x/y cannot be read")
                .hasMessageNotContaining("not-the-key");
        assertThat(files.toString()).doesNotContain("not-the-key");
    }

    @Test
    void aStoreThatIsAwayIsAnErrorOfTheFileThatWasAsked() {
        var away =
                new HashMap<>(new ObjectStore(URI.create("http://127.0.0.1:1"), "eu-central-1", "a", "b").properties());
        away.put("s3.retry.num-retries", "0");

        assertThatThrownBy(() -> FileStore.of("s3://cradle/x", away).write(new Path("s3://cradle/x/y"), CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("s3://cradle/x/y cannot be written");
    }

    private Path root(Kind kind, String name) throws IOException {
        return kind == Kind.BUCKET
                ? new Path("s3://%s/%s".formatted(S3Server.BUCKET, name))
                : new Path(Files.createDirectories(folder.resolve(name)).toUri().toString());
    }

    private static FileStore files(Path root) {
        return FileStore.of(root.toString(), s3.store().properties());
    }

    private static List<String> names(FileStore files, Path root) throws IOException {
        return files.list(root).stream().map(file -> file.path().getName()).toList();
    }
}
