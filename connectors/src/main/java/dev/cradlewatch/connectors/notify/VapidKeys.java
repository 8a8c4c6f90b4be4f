package dev.cradlewatch.connectors.notify;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * The key pair by which push services know this system (VAPID, RFC 8292; P-256). A browser's subscription is bound to the public
 * key, so a new pair makes every subscription void.
 *
 * @param x509  public key, X.509, base64url
 * @param pkcs8 private key, PKCS #8, base64url
 */
public record VapidKeys(String x509, String pkcs8) implements Serializable {

    /**
     * The keys in the file, two lines; made there, readable by their owner alone, if there is none.
     *
     * @throws IOException if the file cannot be read or written, or holds no such keys
     */
    public static VapidKeys ofFile(Path file) throws IOException {
        if (Files.notExists(file)) {
            create(file);
        }
        var lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        var keys = lines.size() < 2 ? new VapidKeys("", "") : new VapidKeys(lines.get(0), lines.get(1));
        try {
            keys.library();
            return keys;
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s holds no VAPID keys: expected a public and a private key, a line each (delete it for new ones; browsers must then subscribe anew)"
                            .formatted(file),
                    e);
        }
    }

    /** A new pair. */
    public static VapidKeys generate() {
        var made = com.interaso.webpush.VapidKeys.generate();
        return new VapidKeys(made.getX509PublicKey(), made.getPkcs8PrivateKey());
    }

    /** The public key as a browser takes it for {@code applicationServerKey}: uncompressed, base64url. */
    public String publicKey() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(library().getApplicationServerKey());
    }

    /** @throws IllegalArgumentException if these are no such keys */
    com.interaso.webpush.VapidKeys library() {
        try {
            return com.interaso.webpush.VapidKeys.create(x509, pkcs8);
        } catch (Exception e) {
            throw new IllegalArgumentException("not a pair of VAPID keys: " + e.getMessage(), e);
        }
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "VapidKeys[%s]".formatted(x509);
    }

    /** The file has its name when it is whole; of two programs that make one at once, the first one's stays. */
    private static void create(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var keys = generate();
        var part = folder.resolve(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.deleteIfExists(part);
        try (var channel =
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            var text = String.join("\n", List.of(keys.x509, keys.pkcs8, ""));
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        try {
            Files.createLink(file, part);
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
