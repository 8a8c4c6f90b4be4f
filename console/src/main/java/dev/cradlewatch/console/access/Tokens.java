package dev.cradlewatch.console.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that are handed out once and known by their hash from then on. */
public final class Tokens {
    private static final int BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private Tokens() {}

    /** A new one: 256 random bits, base64url. */
    public static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** SHA-256, lower-case hexadecimal. A token has too many bits to be guessed, so it needs no salt and no slow hash. */
    public static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What the page of a session must send with every change: derived from the session's token, so it needs no store. */
    public static String csrf(String sessionToken) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(sessionToken.getBytes(StandardCharsets.UTF_8), HMAC));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal("csrf".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
