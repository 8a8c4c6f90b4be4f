package dev.cradlewatch.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of(new AudioWindowCodec(), Samples.window()),
                Arguments.of(new DeviceEventCodec(), Samples.event()),
                Arguments.of(new DeviceRegistrationCodec(), Samples.registration()),
                Arguments.of(new HouseholdSettingsCodec(), Samples.settings()),
                Arguments.of(new HouseholdSettingsCodec(), HouseholdSettings.defaults("h1")),
                Arguments.of(new HouseholdCodec(), Samples.household()),
                Arguments.of(new HouseholdCodec(), Household.defaults("h1")),
                Arguments.of(new DeliveryCodec(), Samples.delivery()),
                Arguments.of(new ChannelTestCodec(), Samples.channelTest()),
                Arguments.of(new AccessEntryCodec(), Samples.invitation()),
                Arguments.of(new AccessEntryCodec(), Samples.session()),
                Arguments.of(new MediaAccessCodec(), Samples.mediaAccess()),
                Arguments.of(new AlertCodec(), Samples.alert()),
                Arguments.of(new CryScoreCodec(), Samples.score()),
                Arguments.of(new FeedbackCodec(), Samples.feedback()),
                Arguments.of(new NightImageCodec(), Samples.upload()),
                Arguments.of(new NightImageCodec(), Samples.storedUpload()),
                Arguments.of(new ColorizedImageCodec(), Samples.image()),
                Arguments.of(new ColorizedImageCodec(), Samples.storedImage()),
                Arguments.of(new DeadLetterCodec(), Samples.letter()));
    }

    @ParameterizedTest
    @MethodSource("records")
    <T> void decodesWhatItEncoded(RecordCodec<T> codec, T record) throws RefusedRecordException {
        assertThat(codec.decode(codec.encode(record)))
                .usingRecursiveComparison()
                .isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    <T> void encodesTheSameRecordToTheSameBytes(RecordCodec<T> codec, T record) throws RefusedRecordException {
        assertThat(codec.encode(codec.decode(codec.encode(record)))).isEqualTo(codec.encode(record));
    }

    @ParameterizedTest
    @EnumSource(WindowReason.class)
    void keepsEveryWindowReason(WindowReason reason) {
        assertThat(AudioWindowCodec.reason(AudioWindowCodec.reason(reason))).isEqualTo(reason);
    }

    @ParameterizedTest
    @EnumSource(DeviceEventKind.class)
    void keepsEveryEventKind(DeviceEventKind kind) throws RefusedRecordException {
        var event = new DeviceEvent("d", 1, 0, Samples.START, Samples.SENT, kind, 0, DeviceHealth.unknown(), "");
        assertThat(new DeviceEventCodec().decode(new DeviceEventCodec().encode(event)))
                .isEqualTo(event);
    }

    @Test
    void keepsEveryKindSeverityAndSilenceOfAnAlert() throws RefusedRecordException {
        for (var kind : AlertKind.values()) {
            for (var severity : Severity.values()) {
                for (var silence : Silence.values()) {
                    var alert = new Alert("a", 1, "h", kind, severity, silence, Samples.START, Samples.SENT, List.of());
                    assertThat(new AlertCodec().decode(new AlertCodec().encode(alert)))
                            .isEqualTo(alert);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FeedbackKind.class)
    void keepsEveryKindOfFeedback(FeedbackKind kind) throws RefusedRecordException {
        var feedback = new Feedback("f", "h", kind, "a", 0, "", Samples.SENT, "", Samples.START, Instant.EPOCH);
        assertThat(new FeedbackCodec().decode(new FeedbackCodec().encode(feedback)))
                .isEqualTo(feedback);
    }

    @ParameterizedTest
    @EnumSource(Delivery.Outcome.class)
    void keepsEveryOutcomeOfADelivery(Delivery.Outcome outcome) throws RefusedRecordException {
        var delivery = new Delivery("m", "h", "", "c", "", 0, false, outcome, 1, "", Samples.SENT);
        assertThat(new DeliveryCodec().decode(new DeliveryCodec().encode(delivery)))
                .isEqualTo(delivery);
    }

    @ParameterizedTest
    @EnumSource(DeadLetterReason.class)
    void keepsEveryDeadLetterReason(DeadLetterReason reason) throws RefusedRecordException {
        var letter = DeadLetter.of(Samples.letter().origin(), Samples.SENT, "k", reason, "");
        assertThat(new DeadLetterCodec()
                        .decode(new DeadLetterCodec().encode(letter))
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @MethodSource("extremeTimes")
    void keepsTimesToTheMicrosecondAndClampsThoseBeyondALong(Instant time, Instant kept) throws RefusedRecordException {
        var event = new DeviceEvent("d", 1, 0, time, time, DeviceEventKind.HEARTBEAT, 0, DeviceHealth.unknown(), "");
        assertThat(new DeviceEventCodec()
                        .decode(new DeviceEventCodec().encode(event))
                        .at())
                .isEqualTo(kept);
    }

    static Stream<Arguments> extremeTimes() {
        return Stream.of(
                Arguments.of(Instant.EPOCH, Instant.EPOCH),
                Arguments.of(
                        Instant.parse("2026-01-01T00:00:00.123456789Z"), Instant.parse("2026-01-01T00:00:00.123456Z")),
                Arguments.of(
                        Instant.parse("1969-12-31T23:59:59.999999999Z"), Instant.parse("1969-12-31T23:59:59.999999Z")),
                Arguments.of(Instant.MAX, Wire.instant(Long.MAX_VALUE)),
                Arguments.of(Instant.MIN, Wire.instant(Long.MIN_VALUE)));
    }

    @Test
    void aDeadLetterOfAHostileRecordFitsItsTopic() throws RefusedRecordException {
        var headers = new HashMap<String, byte[]>();
        for (int i = 0; i < 1_000; i++) {
            headers.put("h".repeat(5_000) + i, new byte[100_000]);
            headers.put("short" + i, new byte[100_000]);
        }
        var hostile = new DeadLetter(
                DeadLetterReason.MALFORMED,
                "\ud800".repeat(100_000),
                Samples.letter().origin(),
                Samples.SENT,
                "\uffff".repeat(1_000_000),
                headers,
                new byte[5_000_000],
                5_000_000);

        var encoded = new DeadLetterCodec().encode(hostile);

        assertThat(encoded.length).isLessThan(256 * 1_024);
        var letter = new DeadLetterCodec().decode(encoded);
        assertThat(letter.value()).hasSize(DeadLetter.MAX_VALUE_BYTES);
        assertThat(letter.valueBytes()).isEqualTo(5_000_000);
        assertThat(letter.headers()).hasSizeBetween(1, DeadLetterCodec.MAX_HEADERS);
    }

    @Test
    void aDeadLetterThatFitsIsNotCut() {
        var letter = Samples.letter();
        assertThat(DeadLetterCodec.bounded(letter)).usingRecursiveComparison().isEqualTo(letter);
        assertThat(DeadLetterCodec.bounded(letter).headers().keySet()).containsExactlyElementsOf(List.of("kid", "sig"));
    }

    @Test
    void aSecondOfSoundCostsLittleMoreThanItsSamples() {
        var window = new AudioWindow(
                "d42",
                Samples.EPOCH_ID,
                Long.MAX_VALUE,
                Samples.START,
                Samples.SENT,
                AudioWindow.SAMPLE_RATE_HZ,
                new byte[AudioWindow.PCM_BYTES],
                0.5f,
                "cry-tiny 1.0.0",
                WindowReason.DETECTION);
        assertThat(new AudioWindowCodec().encode(window).length).isLessThan(AudioWindow.PCM_BYTES + 100);
    }

    @Test
    void headersOfTheSameRecordKeepTheirOrderWhateverTheMap() {
        var one = new HashMap<>(Map.of("b", new byte[] {1}, "a", new byte[] {2}, "c", new byte[] {3}));
        assertThat(DeadLetterCodec.bounded(new DeadLetter(
                                DeadLetterReason.MALFORMED,
                                "",
                                Samples.letter().origin(),
                                Samples.SENT,
                                "",
                                one,
                                new byte[0],
                                0))
                        .headers()
                        .keySet())
                .containsExactly("a", "b", "c");
    }
}
