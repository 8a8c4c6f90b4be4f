package dev.cradlewatch.operators.device;

import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.RawRecord;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/** A device with a key of its own. */
final class SigningDevice {
    private final String device;
    private final KeyPair pair;

    SigningDevice(String device) {
        this.device = device;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    DeviceKey key() {
        return DeviceKey.of(Ed25519Keys.raw((EdECPublicKey) pair.getPublic()), Instant.EPOCH);
    }

    DeviceRegistration registered(String household, DeviceKey... keys) {
        return new DeviceRegistration(
                device, household, device, Status.ACTIVE, keys.length == 0 ? List.of(key()) : List.of(keys));
    }

    /** The record with its headers {@code sig} and {@code kid}. */
    RawRecord signed(RawRecord raw) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(pair.getPrivate());
            signature.update(RecordSignature.message(raw.topic(), raw.key(), raw.value()));
            return with(with(raw, "sig", signature.sign()), "kid", key().kid().getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static RawRecord with(RawRecord raw, String header, byte[] value) {
        var headers = new HashMap<>(raw.headers());
        headers.put(header, value);
        return new RawRecord(
                raw.topic(), raw.partition(), raw.offset(), raw.arrival(), raw.key(), headers, raw.value());
    }
}
