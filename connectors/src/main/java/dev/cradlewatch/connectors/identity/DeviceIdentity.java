package dev.cradlewatch.connectors.identity;

import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.Ed25519Keys;
import dev.cradlewatch.operators.device.RecordSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key pair of a device. Thread-safe. */
public final class DeviceIdentity {
    private final String device;
    private final EdECPrivateKey privateKey;
    private final Ed25519PrivateKeyParameters signingKey;
    private final DeviceKey key;

    private DeviceIdentity(String device, EdECPrivateKey privateKey, DeviceKey key) {
        this.device = device;
        this.privateKey = privateKey;
        this.signingKey = new Ed25519PrivateKeyParameters(privateKey.getBytes().orElseThrow());
        this.key = key;
    }

    /** A device with a new key, registered at the given time. */
    public static DeviceIdentity create(String device, Instant at) {
        try {
            KeyPair pair =
                    KeyPairGenerator.getInstance(RecordSignature.ALGORITHM).generateKeyPair();
            var raw = Ed25519Keys.raw((EdECPublicKey) pair.getPublic());
            return new DeviceIdentity(device, (EdECPrivateKey) pair.getPrivate(), DeviceKey.of(raw, at));
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    /** What the registry is to know of it. */
    public DeviceKey key() {
        return key;
    }

    /** The headers of a record of the device: its signature and the id of its key. */
    public Map<String, byte[]> sign(String topic, byte[] value) {
        var message = RecordSignature.message(topic, device, value);
        var signature = new byte[RecordSignature.BYTES];
        signingKey.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        var headers = new TreeMap<String, byte[]>();
        headers.put(RecordSignature.HEADER, signature);
        headers.put(RecordSignature.KID_HEADER, key.kid().getBytes(StandardCharsets.US_ASCII));
        return headers;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    private static IllegalStateException impossible(GeneralSecurityException cause) {
        return new IllegalStateException("every Java platform since 15 has Ed25519", cause);
    }
}
