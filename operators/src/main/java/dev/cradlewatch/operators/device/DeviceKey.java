package dev.cradlewatch.operators.device;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key that a device's records may be signed with.
 *
 * @param kid     key id, as {@link #kidOf} makes it
 * @param ed25519 raw Ed25519 public key, 32 bytes; not to be changed
 * @param created when it was registered; the Unix epoch if nobody said
 * @param retires records that arrive from then on are refused; {@link #NEVER} for a key in use
 */
public record DeviceKey(String kid, byte[] ed25519, Instant created, Instant retires) implements Serializable {

    /** The end of a key that has none. */
    public static final Instant NEVER = Instant.MAX;

    /** Bytes of a raw public key. */
    public static final int BYTES = 32;

    private static final int KID_DIGITS = 16;

    /** Whether a key may sign, at some time. */
    public enum Status {
        ACTIVE,
        /** A newer key takes its place: it may sign for a while yet. */
        RETIRING,
        RETIRED
    }

    /** A key in use from {@code created} on. */
    public static DeviceKey of(byte[] ed25519, Instant created) {
        return new DeviceKey(kidOf(ed25519), ed25519, created, NEVER);
    }

    /** The first 16 hexadecimal digits, in lower case, of the SHA-256 of a raw public key. */
    public static String kidOf(byte[] ed25519) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(ed25519);
            return HexFormat.of().formatHex(digest).substring(0, KID_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The same key with an end; an earlier one stays. */
    public DeviceKey retiring(Instant at) {
        return new DeviceKey(kid, ed25519, created, retires.isBefore(at) ? retires : at);
    }

    /** @param time by the log's clock */
    public Status statusAt(Instant time) {
        if (!time.isBefore(retires)) {
            return Status.RETIRED;
        }
        return retires.equals(NEVER) ? Status.ACTIVE : Status.RETIRING;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DeviceKey that
                && kid.equals(that.kid)
                && Arrays.equals(ed25519, that.ed25519)
                && created.equals(that.created)
                && retires.equals(that.retires);
    }

    @Override
    public int hashCode() {
        return kid.hashCode();
    }
}
