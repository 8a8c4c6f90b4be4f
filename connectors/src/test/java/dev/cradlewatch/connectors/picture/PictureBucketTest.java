package dev.cradlewatch.connectors.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cradlewatch.connectors.files.FileStore;
import dev.cradlewatch.connectors.files.S3Server;
import dev.cradlewatch.operators.image.PictureFormat;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.util.Random;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large pictures where several machines share them. */
class PictureBucketTest {
    private static final String ADDRESS = "s3://%s/pictures".formatted(S3Server.BUCKET);
    private static final byte[] FILE = {1, 2, 3, 4};
    private static final int LARGE = 5_000_000;

    private static S3Server s3;
    private static FileStore files;

    private final PictureFolder pictures = new PictureFolder(ADDRESS, files, LARGE);

    @BeforeAll
    static void start() throws Exception {
        s3 = new S3Server();
        files = FileStore.of(ADDRESS, s3.store().properties());
        files.write(new Path(ADDRESS + "/uploads/crib/n 1.jpg"), FILE);
        files.write(new Path("s3://cradle/pictures/secret"), FILE);
        files.write(new Path("s3://cradle/history/rows.parquet"), FILE);
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
    }

    @Test
    void readsAnUploadByItsUri() throws Exception {
        assertThat(pictures.read("s3://cradle/pictures/uploads/crib/n%201.jpg", 4))
                .isEqualTo(FILE);
        assertRefused("s3://cradle/pictures/uploads/crib/n%201.jpg", 3, DeadLetterReason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://cradle/pictures/secret",
                "s3://cradle/pictures/uploads/../secret",
                "s3://cradle/pictures/uploads/%2e%2e/secret",
                "s3://cradle/history/rows.parquet",
                "s3://other/pictures/uploads/crib/n.jpg",
                "s3a://cradle/pictures/uploads/crib/n.jpg",
                "s3://cradle/pictures/uploads/crib/gone.jpg",
                "file:///etc/passwd"
            })
    void readsNothingElse(String uri) {
        assertRefused(uri, 4, DeadLetterReason.PICTURE_UNREACHABLE);
    }

    @Test
    void aLargeResultIsReadBackByTheUriThatItsRecordNames() throws Exception {
        var file = new byte[LARGE];
        new Random(7).nextBytes(file);

        var uri = pictures.write("../crib", "a/../b c", PictureFormat.PNG, file);

        assertThat(uri).startsWith("s3://cradle/pictures/colorized/").endsWith(".png");
        assertThat(pictures.readResult(uri, LARGE)).isEqualTo(file);
        assertThat(pictures.write("../crib", "a/../b c", PictureFormat.PNG, file))
                .as("again")
                .isEqualTo(uri);
        assertThat(s3.keys())
                .filteredOn(key -> key.startsWith("pictures/colorized/"))
                .hasSize(1);
        assertRefused(uri, LARGE, DeadLetterReason.PICTURE_UNREACHABLE);
    }

    private void assertRefused(String uri, int maxBytes, DeadLetterReason reason) {
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> pictures.read(uri, maxBytes))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .withMessageContaining(uri);
    }
}
