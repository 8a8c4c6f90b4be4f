package dev.cradlewatch.connectors.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;

/** A device's private key as a file: PEM, PKCS#8, as OpenSSL and the JDK write it. */
public final class KeyFile {
    private static final int LINE = 64;

    private KeyFile() {}

    /**
     * Writes a new file that only its owner may read, and makes its folder.
     *
     * @throws IOException if it exists already, or cannot be written
     */
    public static void write(Path file, DeviceIdentity identity) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var newFile = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        makeFolder(file.toAbsolutePath().getParent());
        try (var channel = FileChannel.open(file, newFile, ownerOnly)) {
            var text = ByteBuffer.wrap(text(identity).getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "%s exists already: a private key is not overwritten (name another folder with --out)"
                            .formatted(file),
                    e);
        } catch (FileSystemException e) {
            throw new IOException("%s cannot be written: %s".formatted(file, e), e);
        }
    }

    /** What such a file holds. */
    public static String text(DeviceIdentity identity) {
        var encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
        return "-----BEGIN PRIVATE KEY-----\n"
                + encoder.encodeToString(identity.privateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new IOException("folder %s cannot be made: %s".formatted(folder, e), e);
        }
    }
}
