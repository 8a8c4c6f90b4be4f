package dev.cradlewatch.operators.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A signature made by OpenSSL with the first key of RFC 8032's test vectors holds agents and jobs together. */
class RecordSignatureTest {
    private static final byte[] PUBLIC_KEY =
            HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    private static final String KID = "21fe31dfa154a261";
    private static final byte[] SIGNATURE = HexFormat.of()
            .parseHex("6c8baeeeb4417c54a205bb4f0c0f7794c28167818f4308ff00daad1816c87bbb"
                    + "a9b34b081a6d4cac1a94746248f8ca8248cd919cdbfb6164234bd9829b672005");
    private static final byte[] VALUE = "one second of sound".getBytes(StandardCharsets.UTF_8);
    private static final DeviceKey KEY = DeviceKey.of(PUBLIC_KEY, Instant.EPOCH);

    private final SignatureCheck check = new SignatureCheck();

    private static RawRecord record(String topic, String key, byte[] value, byte[] signature) {
        var headers = Map.of("sig", signature, "kid", KID.getBytes(StandardCharsets.US_ASCII));
        return new RawRecord(topic, 0, 0, Instant.EPOCH, key, headers, value);
    }

    @Test
    void theKeyIdIsTheStartOfTheKeysHash() {
        assertThat(KEY.kid()).isEqualTo(KID);
    }

    @Test
    void takesWhatOpenSslSigned() {
        assertThatCode(() -> check.verify(record("audio.windows", "crib", VALUE, SIGNATURE), KEY))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesEveryOtherTopicKeyValueAndSignature() {
        assertRefused(record("device.events", "crib", VALUE, SIGNATURE));
        assertRefused(record("audio.windows", "door", VALUE, SIGNATURE));
        assertRefused(record("audio.windows", "", VALUE, SIGNATURE));
        assertRefused(record("audio.windows", "crib", new byte[0], SIGNATURE));
        for (var bit = 0; bit < VALUE.length * Byte.SIZE; bit++) {
            assertRefused(record("audio.windows", "crib", flipped(VALUE, bit), SIGNATURE));
        }
        for (var bit = 0; bit < SIGNATURE.length * Byte.SIZE; bit++) {
            assertRefused(record("audio.windows", "crib", VALUE, flipped(SIGNATURE, bit)));
        }
        assertRefused(record("audio.windows", "crib", VALUE, Arrays.copyOf(SIGNATURE, 63)));
        assertRefused(record("audio.windows", "crib", VALUE, Arrays.copyOf(SIGNATURE, 65)));
    }

    @Test
    void aSignatureThatCannotBeOneDoesNotSpoilTheNext() {
        var noNumber = new byte[RecordSignature.BYTES];
        Arrays.fill(noNumber, (byte) 0xff);
        assertRefused(record("audio.windows", "crib", VALUE, noNumber));
        takesWhatOpenSslSigned();
    }

    @Test
    void aKeyThatCannotBeOneSignsNothing() {
        var noPoint = new byte[DeviceKey.BYTES];
        Arrays.fill(noPoint, (byte) 0xff);
        for (var raw : new byte[][] {noPoint, new byte[DeviceKey.BYTES], flipped(PUBLIC_KEY, 0)}) {
            assertThatExceptionOfType(RefusedRecordException.class)
                    .isThrownBy(() -> check.verify(
                            record("audio.windows", "crib", VALUE, SIGNATURE), DeviceKey.of(raw, Instant.EPOCH)))
                    .matches(refused -> refused.reason() == DeadLetterReason.BAD_SIGNATURE);
        }
    }

    @Test
    void theRawBytesOfAKeyAreThoseOfItsEncoding() throws Exception {
        var generator = KeyPairGenerator.getInstance("Ed25519");
        for (var i = 0; i < 300; i++) {
            var key = (EdECPublicKey) generator.generateKeyPair().getPublic();
            var raw = Ed25519Keys.raw(key);
            var encoded = key.getEncoded();
            assertThat(raw).isEqualTo(Arrays.copyOfRange(encoded, encoded.length - raw.length, encoded.length));
        }
    }

    private void assertRefused(RawRecord raw) {
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> check.verify(raw, KEY))
                .matches(refused -> refused.reason() == DeadLetterReason.BAD_SIGNATURE);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        var flipped = bytes.clone();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        return flipped;
    }
}
