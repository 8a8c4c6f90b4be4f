package dev.cradlewatch.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VapidKeysTest {
    @TempDir
    private Path folder;

    @Test
    void areMadeOnceAndReadableByTheirOwnerAlone() throws IOException {
        var file = folder.resolve("keys").resolve("vapid");
        var made = VapidKeys.ofFile(file);

        assertThat(VapidKeys.ofFile(file)).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }

    @Test
    void giveBrowsersAnUncompressedPointAndKeepThePrivateKey() {
        var keys = VapidKeys.generate();
        assertThat(Base64.getUrlDecoder().decode(keys.publicKey())).hasSize(65).startsWith(4);
        assertThat(keys.toString()).doesNotContain(keys.pkcs8());
    }

    @Test
    void ofADamagedFileAreRefusedByItsName() throws IOException {
        var file = Files.writeString(folder.resolve("vapid"), "nonsense\nmore\n");
        assertThatThrownBy(() -> VapidKeys.ofFile(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("holds no VAPID keys");
    }
}
