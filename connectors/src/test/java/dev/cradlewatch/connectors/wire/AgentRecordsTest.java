package dev.cradlewatch.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.RecordSignature;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.image.ImageKind;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Reads the bytes that the C++ agent writes; its tests hold it to the same file. */
class AgentRecordsTest {
    /** DER of an Ed25519 public key up to the key itself. */
    private static final String PUBLIC_KEY_PREFIX = "302a300506032b6570032100";

    private static final byte[] PCM = {1, 2, -3, 4};

    @Test
    void readsTheAgentsWindow() throws RefusedRecordException {
        assertReadAndWrittenAlike("window", new AudioWindowCodec(), Samples.window());
    }

    @Test
    void readsTheAgentsWindowOfZeros() throws RefusedRecordException {
        var window = new AudioWindow(
                "d42",
                Samples.EPOCH_ID,
                0,
                Instant.EPOCH,
                Instant.EPOCH,
                AudioWindow.SAMPLE_RATE_HZ,
                PCM,
                0,
                "",
                WindowReason.CONTEXT);
        assertReadAndWrittenAlike("window_zero", new AudioWindowCodec(), window);
    }

    @Test
    void readsTheAgentsFault() throws RefusedRecordException {
        assertReadAndWrittenAlike("event_fault", new DeviceEventCodec(), Samples.event());
    }

    @Test
    void readsTheAgentsOnsetFromBeforeTheUnixEpoch() throws RefusedRecordException {
        var at = Instant.EPOCH.minusNanos(1_000);
        var event = new DeviceEvent("d42", 1, 0, at, at, DeviceEventKind.CRY_ONSET, 1, DeviceHealth.unknown(), "");
        assertReadAndWrittenAlike("event_onset", new DeviceEventCodec(), event);
    }

    @Test
    void readsTheAgentsPicture() throws RefusedRecordException {
        var image = new NightImage(
                "d42", "night-1", Samples.START, Samples.START.plusNanos(1_000), ImageKind.NIGHT, PCM, "");
        assertReadAndWrittenAlike("image", new NightImageCodec(), image);
    }

    @Test
    void theAgentsKeyHasTheIdOfTheRegistry() {
        assertThat(DeviceKey.kidOf(golden("public_key")))
                .isEqualTo(HexFormat.of().formatHex(golden("kid")));
    }

    @Test
    void verifiesTheAgentsSignature() throws GeneralSecurityException {
        var der = HexFormat.of().parseHex(PUBLIC_KEY_PREFIX + HexFormat.of().formatHex(golden("public_key")));
        var key = KeyFactory.getInstance(RecordSignature.ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        var signature = Signature.getInstance(RecordSignature.ALGORITHM);
        signature.initVerify(key);
        signature.update(RecordSignature.message("audio.windows", "d42", "value".getBytes(StandardCharsets.UTF_8)));
        assertThat(signature.verify(golden("signature"))).isTrue();
    }

    private static <T> void assertReadAndWrittenAlike(String name, RecordCodec<T> codec, T record)
            throws RefusedRecordException {
        assertThat(codec.decode(golden(name))).usingRecursiveComparison().isEqualTo(record);
        assertThat(codec.encode(record)).isEqualTo(golden(name));
    }

    private static byte[] golden(String name) {
        try (var file = AgentRecordsTest.class.getResourceAsStream("/agent/records.txt")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var digits = text.lines()
                    .filter(line -> line.startsWith(name + " "))
                    .findFirst()
                    .orElseThrow()
                    .substring(name.length() + 1);
            return HexFormat.of().parseHex(digits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
