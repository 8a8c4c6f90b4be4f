package dev.cradlewatch.models.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex, as cards give it. */
public final class Sha256 {

    private Sha256() {}

    public static String of(byte[] bytes) {
        return hex(digest().digest(bytes));
    }

    public static String of(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return ofCopy(in, OutputStream.nullOutputStream());
        }
    }

    /** Copies and gives the digest of what was copied. */
    static String ofCopy(InputStream in, OutputStream out) throws IOException {
        var digested = new DigestOutputStream(out, digest());
        in.transferTo(digested);
        return hex(digested.getMessageDigest().digest());
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
