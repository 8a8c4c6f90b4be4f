package dev.cradlewatch.connectors.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cradlewatch.operators.image.PictureFormat;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFolderTest {
    private static final byte[] FILE = {1, 2, 3, 4};

    @TempDir
    private Path folder;

    private PictureFolder pictures;

    @BeforeEach
    void open() throws Exception {
        pictures = new PictureFolder(folder.toUri().toString(), 100);
        Files.createDirectories(folder.resolve("uploads/crib"));
        Files.write(folder.resolve("uploads/crib/n.jpg"), FILE);
        Files.write(folder.resolve("secret"), FILE);
    }

    @Test
    void readsAnUpload() throws Exception {
        assertThat(pictures.read(folder.resolve("uploads/crib/n.jpg").toUri().toString(), 4))
                .isEqualTo(FILE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "uploads/../secret",
                "uploads/crib/../../secret",
                "uploads/%2e%2e/secret",
                "uploads-of-others/n.jpg",
                "uploads/crib/gone.jpg"
            })
    void readsNothingElse(String path) {
        assertRefused(folder.toUri() + path, 4, DeadLetterReason.PICTURE_UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "/etc/passwd", "http://example.org/n.jpg", "no uri: at all", ":", "s3://"})
    void readsNothingFromElsewhere(String uri) {
        assertRefused(uri, 4, DeadLetterReason.PICTURE_UNREACHABLE);
    }

    @Test
    void anUploadThatIsTooLongIsNotRead() {
        assertRefused(folder.toUri() + "uploads/crib/n.jpg", 3, DeadLetterReason.TOO_LARGE);
    }

    @Test
    void aResultLiesWhereItsUriSaysWhateverTheIds() throws Exception {
        var uri = pictures.write("../crib", "a/../../b", PictureFormat.PNG, FILE);

        var file = Path.of(URI.create(uri));
        assertThat(file.normalize()).isEqualTo(file).startsWith(folder.resolve("colorized"));
        assertThat(file).hasBinaryContent(FILE).hasExtension("png");
        assertThat(pictures.write("../crib", "a/../../b", PictureFormat.PNG, FILE))
                .as("again")
                .isEqualTo(uri);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
        assertThat(pictures.readResult(uri, 4)).isEqualTo(FILE);
    }

    @Test
    void anUploadIsNoResultAndAResultNoUpload() throws Exception {
        var result = pictures.write("crib", "n", PictureFormat.PNG, FILE);
        assertRefused(result, 4, DeadLetterReason.PICTURE_UNREACHABLE);
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> pictures.readResult(folder.toUri() + "uploads/crib/n.jpg", 4));
    }

    private void assertRefused(String uri, int maxBytes, DeadLetterReason reason) {
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> pictures.read(uri, maxBytes))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .withMessageContaining(uri);
    }
}
