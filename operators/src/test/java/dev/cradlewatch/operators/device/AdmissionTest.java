package dev.cradlewatch.operators.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Instant NOW = Night.second(100);

    private final SigningDevice crib = new SigningDevice("crib");

    private KeyedBroadcastOperatorTestHarness<String, RawRecord, DeviceRegistration, Heard<AudioWindow>> harness;

    /** The tests' wire format: device;seq;start;sent;rate;bytes;score. */
    private static AudioWindow decode(byte[] value) throws RefusedRecordException {
        var fields = new String(value, StandardCharsets.UTF_8).split(";");
        if (fields.length != 7) {
            throw new RefusedRecordException(DeadLetterReason.MALFORMED, fields.length + " fields: expected 7");
        }
        return new AudioWindow(
                fields[0],
                Night.EPOCH,
                Long.parseLong(fields[1]),
                Instant.parse(fields[2]),
                Instant.parse(fields[3]),
                Integer.parseInt(fields[4]),
                new byte[Integer.parseInt(fields[5])],
                Float.parseFloat(fields[6]),
                "",
                WindowReason.DETECTION);
    }

    private RawRecord raw(String key, String value) {
        return crib.signed(unsigned(key, value));
    }

    private static RawRecord unsigned(String key, String value) {
        return new RawRecord("audio.windows", 0, 0, NOW, key, Map.of(), value.getBytes(StandardCharsets.UTF_8));
    }

    private static String window(Instant start, Instant sent) {
        return "crib;1;%s;%s;16000;32000;0.5".formatted(start, sent);
    }

    @BeforeEach
    void open() throws Exception {
        open(List.of());
    }

    private void open(List<DeviceRegistration> known) throws Exception {
        var policy = AdmissionPolicy.defaults(Timebase.STREAM);
        harness = ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
                new Admission<>(AdmissionTest::decode, ContentRules::window, policy, known),
                RawRecord::key,
                Types.STRING,
                Admission.REGISTRY);
        harness.setProcessingTime(NOW.toEpochMilli());
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void admitsAWindowOfARegisteredDeviceToItsHousehold() throws Exception {
        register(crib.registered("home"));
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));

        assertThat(admitted()).singleElement().satisfies(heard -> {
            assertThat(heard.household()).isEqualTo("home");
            assertThat(heard.at()).isEqualTo(NOW.minusSeconds(1));
            assertThat(heard.lane()).isEqualTo(Lane.LIVE);
        });
        assertThat(letters()).isEmpty();
    }

    @Test
    void whoWasKnownWhenTheJobWasMadeNeedNotWait() throws Exception {
        open(List.of(crib.registered("home")));
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));

        assertThat(admitted()).extracting(Heard::household).containsExactly("home");
    }

    @Test
    void whatTheRegistrySaysLaterWinsOverWhatWasKnown() throws Exception {
        open(List.of(crib.registered("home")));
        register(DeviceRegistration.removed("crib"));
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));

        assertThat(admitted()).isEmpty();
    }

    @Test
    void putsWhatIsOlderThanTheAlertHorizonOnTheLateLane() throws Exception {
        register(crib.registered("home"));
        arrive(raw("crib", window(NOW.minusSeconds(121), NOW)));

        assertThat(admitted()).singleElement().extracting(Heard::lane).isEqualTo(Lane.LATE);
    }

    @Test
    void takesAWrongClockOffTheEventTime() throws Exception {
        register(crib.registered("home"));
        var bootedIn1970 = Instant.EPOCH.plusSeconds(30);
        arrive(raw("crib", window(bootedIn1970, bootedIn1970.plusSeconds(1))));

        assertThat(admitted()).singleElement().satisfies(heard -> {
            assertThat(heard.at()).isEqualTo(NOW.minusSeconds(1));
            assertThat(heard.lane()).isEqualTo(Lane.LIVE);
            assertThat(heard.record().start()).isEqualTo(bootedIn1970);
        });
    }

    @Test
    void tellsABacklogFromAWrongClock() throws Exception {
        register(crib.registered("home"));
        var anHourAhead = NOW.plus(Duration.ofHours(1));
        arrive(raw("crib", window(anHourAhead.minus(Duration.ofMinutes(10)), anHourAhead)));

        assertThat(admitted()).singleElement().satisfies(heard -> {
            assertThat(heard.at()).isEqualTo(NOW.minus(Duration.ofMinutes(10)));
            assertThat(heard.lane()).isEqualTo(Lane.LATE);
        });
    }

    @Test
    void refusesWhatIsWrongWithItsReason() throws Exception {
        register(crib.registered("home"));
        register(new SigningDevice("other").registered("home", crib.key()));
        var start = NOW.minusSeconds(1);
        var refusals = Map.of(
                DeadLetterReason.MALFORMED, raw("crib", "noise"),
                DeadLetterReason.KEY_MISMATCH, raw("other", window(start, NOW)),
                DeadLetterReason.WRONG_SAMPLE_RATE, raw("crib", "crib;1;%s;%s;8000;32000;0.5".formatted(start, NOW)),
                DeadLetterReason.WRONG_LENGTH, raw("crib", "crib;1;%s;%s;16000;31998;0.5".formatted(start, NOW)),
                DeadLetterReason.INVALID_SCORE, raw("crib", "crib;1;%s;%s;16000;32000;NaN".formatted(start, NOW)),
                DeadLetterReason.TIME_IN_FUTURE, raw("crib", window(NOW.plusSeconds(60), NOW)),
                DeadLetterReason.TIME_TOO_OLD, raw("crib", window(NOW.minus(Duration.ofDays(8)), NOW)),
                DeadLetterReason.TOO_LARGE, raw("crib", "x".repeat(200_000)));
        for (var refusal : refusals.entrySet()) {
            arrive(refusal.getValue());
            assertThat(letters()).last().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo(refusal.getKey());
                assertThat(letter.valueBytes()).isEqualTo(refusal.getValue().value().length);
                assertThat(letter.value().length).isLessThanOrEqualTo(DeadLetter.MAX_VALUE_BYTES);
            });
        }
        assertThat(letters()).hasSameSizeAs(refusals.keySet());
        assertThat(admitted()).isEmpty();
    }

    @Test
    void refusesARevokedDevice() throws Exception {
        register(crib.registered("home"));
        register(crib.registered("home").with(Status.REVOKED));
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));

        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.REVOKED_DEVICE);
    }

    @Test
    void keepsARecordThatIsAheadOfItsRegistration() throws Exception {
        arrive(raw("crib", window(NOW.minusSeconds(2), NOW.minusSeconds(1))));
        arrive(raw("crib", "crib;2;%s;%s;16000;32000;0.5".formatted(NOW.minusSeconds(1), NOW)));
        assertThat(admitted()).isEmpty();

        register(Night.registered("neighbour", "next-door"));
        assertThat(admitted()).isEmpty();

        register(crib.registered("home"));
        assertThat(admitted()).extracting(heard -> heard.record().seq()).containsExactly(1L, 2L);
        assertThat(letters()).isEmpty();

        harness.setProcessingTime(NOW.plusSeconds(60).toEpochMilli());
        assertThat(letters()).isEmpty();
    }

    @Test
    void givesUpOnADeviceThatIsNeverRegistered() throws Exception {
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));
        giveUpWaiting();

        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.UNKNOWN_DEVICE);
    }

    @Test
    void losesNoWaitingRecordAtTheEndOfTheInput() throws Exception {
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));
        harness.processWatermark(Watermark.MAX_WATERMARK);
        harness.processBroadcastWatermark(Watermark.MAX_WATERMARK);

        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.UNKNOWN_DEVICE);
    }

    @Test
    void boundsWhatOneUnknownDeviceMayLeaveWaiting() throws Exception {
        for (var i = 0; i < 130; i++) {
            arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));
        }
        assertThat(letters()).hasSize(10);
    }

    @Test
    void refusesWhatTheDeviceDidNotSignAsItStands() throws Exception {
        var other = new SigningDevice("crib");
        var older = new SigningDevice("crib");
        register(crib.registered("home", crib.key(), older.key()));
        register(new SigningDevice("door").registered("home"));
        var value = window(NOW.minusSeconds(1), NOW);
        var signed = raw("crib", value);
        var forged = List.of(
                changed(signed, "audio.windows", "crib", value.replace("32000;0.5", "32000;0.7")),
                changed(signed, "device.events", "crib", value),
                SigningDevice.with(other.signed(signed), "kid", signed.headers().get("kid")),
                SigningDevice.with(signed, "kid", older.signed(signed).headers().get("kid")),
                SigningDevice.with(signed, "sig", new byte[] {1}));

        for (var raw : forged) {
            arrive(raw);
        }

        assertThat(letters())
                .hasSameSizeAs(forged)
                .extracting(DeadLetter::reason)
                .containsOnly(DeadLetterReason.BAD_SIGNATURE);
        assertThat(admitted()).isEmpty();
    }

    @Test
    void refusesAnUnsignedRecordWhetherItsDeviceIsKnownOrNot() throws Exception {
        register(crib.registered("home"));
        var value = window(NOW.minusSeconds(1), NOW);
        arrive(unsigned("crib", value));
        arrive(SigningDevice.with(raw("crib", value), "sig", new byte[0]));
        arrive(SigningDevice.with(unsigned("crib", value), "sig", new byte[64]));
        arrive(unsigned("stranger", value));

        assertThat(letters()).hasSize(4).extracting(DeadLetter::reason).containsOnly(DeadLetterReason.UNSIGNED);
    }

    @Test
    void takesNothingOfADeviceWithoutKeys() throws Exception {
        register(Night.registered("crib", "home"));
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));
        giveUpWaiting();

        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.UNKNOWN_KEY);
        assertThat(admitted()).isEmpty();
    }

    @Test
    void takesTheRetiringKeyUntilItsEndAndTheNewOneAtOnce() throws Exception {
        var newKey = new SigningDevice("crib");
        var value = window(NOW.minusSeconds(1), NOW);

        register(crib.registered("home", crib.key().retiring(NOW.plusMillis(1)), newKey.key()));
        arrive(raw("crib", value));
        arrive(newKey.signed(unsigned("crib", value)));
        assertThat(admitted()).hasSize(2);

        register(crib.registered("home", crib.key().retiring(NOW), newKey.key()));
        arrive(raw("crib", value));
        assertThat(admitted()).hasSize(2);
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(DeadLetterReason.UNKNOWN_KEY);
            assertThat(letter.detail()).contains(crib.key().kid(), "was retired at " + NOW);
        });
    }

    @Test
    void keepsARecordThatIsAheadOfItsKey() throws Exception {
        var newKey = new SigningDevice("crib");
        var forger = new SigningDevice("crib");
        register(crib.registered("home"));
        arrive(newKey.signed(unsigned("crib", window(NOW.minusSeconds(1), NOW))));
        arrive(forger.signed(unsigned("crib", window(NOW.minusSeconds(1), NOW))));
        assertThat(admitted()).isEmpty();
        assertThat(letters()).isEmpty();

        register(crib.registered("home", crib.key(), newKey.key()));
        assertThat(admitted()).hasSize(1);
        assertThat(letters()).isEmpty();

        giveUpWaiting();
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.UNKNOWN_KEY);
    }

    @Test
    void verifiesARecordThatWasAheadOfItsRegistration() throws Exception {
        var value = window(NOW.minusSeconds(1), NOW);
        var signed = raw("crib", value);
        arrive(changed(signed, "audio.windows", "crib", value.replace("0.5", "0.7")));
        arrive(signed);

        register(crib.registered("home"));

        assertThat(admitted()).hasSize(1);
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.BAD_SIGNATURE);
    }

    @Test
    void refusesWhatWaitedForADeviceThatTurnsOutRevoked() throws Exception {
        arrive(raw("crib", window(NOW.minusSeconds(1), NOW)));
        register(crib.registered("home").with(Status.REVOKED));

        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.REVOKED_DEVICE);
    }

    private static RawRecord changed(RawRecord raw, String topic, String key, String value) {
        return new RawRecord(topic, 0, 0, raw.arrival(), key, raw.headers(), value.getBytes(StandardCharsets.UTF_8));
    }

    private void giveUpWaiting() throws Exception {
        harness.setProcessingTime(NOW.plusSeconds(31).toEpochMilli());
    }

    private void register(DeviceRegistration registration) throws Exception {
        harness.processBroadcastElement(registration, NOW.toEpochMilli());
    }

    private void arrive(RawRecord raw) throws Exception {
        harness.processElement(raw, NOW.toEpochMilli());
    }

    private List<Heard<AudioWindow>> admitted() {
        return harness.extractOutputValues();
    }

    private List<DeadLetter> letters() {
        var letters = new ArrayList<DeadLetter>();
        var output = harness.getSideOutput(DeadLetters.TAG);
        if (output != null) {
            output.stream().map(StreamRecord::getValue).forEach(letters::add);
        }
        return letters;
    }
}
