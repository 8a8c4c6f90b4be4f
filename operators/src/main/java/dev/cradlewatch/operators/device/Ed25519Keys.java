package dev.cradlewatch.operators.device;

import java.security.interfaces.EdECPublicKey;

/** Raw Ed25519 public keys (RFC 8032: y little-endian, the sign of x in the highest bit) of the JDK's key objects. */
public final class Ed25519Keys {
    private static final int SIGN_BIT = 0x80;

    private Ed25519Keys() {}

    /** The 32 bytes of a key. */
    public static byte[] raw(EdECPublicKey key) {
        var raw = new byte[DeviceKey.BYTES];
        var littleEndian = reversed(key.getPoint().getY().toByteArray());
        System.arraycopy(littleEndian, 0, raw, 0, Math.min(littleEndian.length, raw.length));
        if (key.getPoint().isXOdd()) {
            raw[raw.length - 1] |= (byte) SIGN_BIT;
        }
        return raw;
    }

    private static byte[] reversed(byte[] bytes) {
        var reversed = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
