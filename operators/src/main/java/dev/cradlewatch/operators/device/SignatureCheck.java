package dev.cradlewatch.operators.device;

import static dev.cradlewatch.operators.stream.DeadLetterReason.BAD_SIGNATURE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.UNSIGNED;

import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Checks records' signatures. Keeps the key objects that it needs again; not thread-safe, one for each thread. */
public final class SignatureCheck {
    private static final byte[] NONE = {};
    private static final int MOST_KEYS = 10_000;
    private static final int MOST_KID_CHARACTERS = 64;

    private final Map<DeviceKey, Ed25519PublicKeyParameters> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<DeviceKey, Ed25519PublicKeyParameters> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** Whether a device of the registry, active and with a key that counted then, made the record. */
    public boolean isGenuine(RawRecord raw, DeviceRegistration device) {
        var key = device.key(kid(raw))
                .filter(known -> known.statusAt(raw.arrival()) != DeviceKey.Status.RETIRED)
                .filter(known -> device.status() == DeviceRegistration.Status.ACTIVE)
                .filter(known -> device.device().equals(raw.key()));
        var signature = header(raw, RecordSignature.HEADER);
        return key.isPresent() && signature.length == RecordSignature.BYTES && isSigned(raw, key.get(), signature);
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

    /** Nothing is signed with bytes that cannot be a key. */
    private boolean isSigned(RawRecord raw, DeviceKey key, byte[] signature) {
        var message = RecordSignature.message(raw.topic(), raw.key(), raw.value());
        try {
            return keys.computeIfAbsent(key, known -> new Ed25519PublicKeyParameters(known.ed25519()))
                    .verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] header(RawRecord raw, String name) {
        return raw.headers().getOrDefault(name, NONE);
    }
}
