package dev.cradlewatch.operators.device;

import static dev.cradlewatch.operators.stream.DeadLetterReason.BAD_SIGNATURE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.UNSIGNED;

import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks records' signatures. Keeps the key objects that it needs again; not thread-safe, one for each thread. */
public final class SignatureCheck {
    private static final byte[] NONE = {};
    private static final int MOST_KEYS = 10_000;
    private static final int MOST_KID_CHARACTERS = 64;

    private final Signature ed25519;
    private final Map<DeviceKey, PublicKey> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DeviceKey, PublicKey> eldest) {
            return size() > MOST_KEYS;
        }
    };

    public SignatureCheck() {
        try {
            ed25519 = Signature.getInstance(RecordSignature.ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /** Whether a device of the registry, active and with a key that counted then, made the record. */
    public boolean isGenuine(RawRecord raw, DeviceRegistration device) {
        var key = device.key(kid(raw))
                .filter(known -> known.statusAt(raw.arrival()) != DeviceKey.Status.RETIRED)
                .filter(known -> device.status() == DeviceRegistration.Status.ACTIVE)
                .filter(known -> device.device().equals(raw.key()));
        return key.isPresent() && isSigned(raw, key.get(), header(raw, RecordSignature.HEADER));
    }

    /** @throws RefusedRecordException with UNSIGNED if the record lacks a signature or the id of its key */
    static void requireSigned(RawRecord raw) throws RefusedRecordException {
        for (var header : List.of(RecordSignature.HEADER, RecordSignature.KID_HEADER)) {
            if (header(raw, header).length == 0) {
                throw new RefusedRecordException(
                        UNSIGNED,
                        "record under key '%s' has no header '%s': monitors sign what they send (make a key with: cradlewatch device add)"
                                .formatted(raw.key(), header));
            }
        }
    }

    /** The id of the key that the record says it was signed with. */
    static String kid(RawRecord raw) {
        var kid = new String(header(raw, RecordSignature.KID_HEADER), StandardCharsets.US_ASCII);
        return kid.length() <= MOST_KID_CHARACTERS ? kid : kid.substring(0, MOST_KID_CHARACTERS);
    }

    /** @throws RefusedRecordException with BAD_SIGNATURE unless the record was signed with this key as it stands in the log */
    void verify(RawRecord raw, DeviceKey key) throws RefusedRecordException {
        var signature = header(raw, RecordSignature.HEADER);
        if (signature.length != RecordSignature.BYTES) {
            throw new RefusedRecordException(
                    BAD_SIGNATURE,
                    "signature of %d bytes under key '%s': expected %d"
                            .formatted(signature.length, raw.key(), RecordSignature.BYTES));
        }
        if (!isSigned(raw, key, signature)) {
            throw new RefusedRecordException(
                    BAD_SIGNATURE,
                    "record under key '%s' was not signed with key %s: forged, damaged, or meant for another topic"
                            .formatted(raw.key(), key.kid()));
        }
    }

    /** The JDK throws for a signature or a key that cannot be one, such as a number out of range: not signed either. */
    private boolean isSigned(RawRecord raw, DeviceKey key, byte[] signature) {
        try {
            var known = keys.get(key);
            if (known == null) {
                known = Ed25519Keys.publicKey(key.ed25519());
                keys.put(key, known);
            }
            ed25519.initVerify(known);
            RecordSignature.update(ed25519, raw.topic(), raw.key(), raw.value());
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] header(RawRecord raw, String name) {
        return raw.headers().getOrDefault(name, NONE);
    }
}
