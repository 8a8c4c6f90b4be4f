package dev.cradlewatch.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.cradlewatch.connectors.proto.v1.AlertProto;
import dev.cradlewatch.connectors.proto.v1.DeadLetterProto;
import dev.cradlewatch.connectors.proto.v1.DeviceProto;
import dev.cradlewatch.connectors.proto.v1.FeedbackProto;
import dev.cradlewatch.connectors.proto.v1.ImageProto;
import dev.cradlewatch.connectors.proto.v1.NoticeProto;
import dev.cradlewatch.connectors.proto.v1.RegistryProto;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.QuietHours;
import dev.cradlewatch.operators.alert.Sensitivity;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RecordDecoder;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private static final byte[] WINDOW = new AudioWindowCodec().encode(Samples.window());
    private static final byte[] EVENT = new DeviceEventCodec().encode(Samples.event());
    private static final byte[] REGISTRATION = new DeviceRegistrationCodec().encode(Samples.registration());
    private static final byte[] SETTINGS = new HouseholdSettingsCodec().encode(Samples.settings());
    private static final byte[] HOUSEHOLD = new HouseholdCodec().encode(Samples.household());
    private static final byte[] DELIVERY = new DeliveryCodec().encode(Samples.delivery());
    private static final byte[] CHANNEL_TEST = new ChannelTestCodec().encode(Samples.channelTest());
    private static final byte[] ALERT = new AlertCodec().encode(Samples.alert());
    private static final byte[] SCORE = new CryScoreCodec().encode(Samples.score());
    private static final byte[] FEEDBACK = new FeedbackCodec().encode(Samples.feedback());
    private static final byte[] UPLOAD = new NightImageCodec().encode(Samples.upload());
    private static final byte[] IMAGE = new ColorizedImageCodec().encode(Samples.image());
    private static final byte[] LETTER = new DeadLetterCodec().encode(Samples.letter());

    static Stream<Arguments> messages() throws InvalidProtocolBufferException {
        return Stream.of(
                Arguments.of(new AudioWindowCodec(), DeviceProto.AudioWindow.parseFrom(WINDOW)),
                Arguments.of(new DeviceEventCodec(), DeviceProto.DeviceEvent.parseFrom(EVENT)),
                Arguments.of(new DeviceRegistrationCodec(), RegistryProto.DeviceRegistration.parseFrom(REGISTRATION)),
                Arguments.of(new HouseholdSettingsCodec(), RegistryProto.HouseholdSettings.parseFrom(SETTINGS)),
                Arguments.of(new HouseholdCodec(), RegistryProto.Household.parseFrom(HOUSEHOLD)),
                Arguments.of(new DeliveryCodec(), NoticeProto.Delivery.parseFrom(DELIVERY)),
                Arguments.of(new ChannelTestCodec(), NoticeProto.ChannelTest.parseFrom(CHANNEL_TEST)),
                Arguments.of(new AlertCodec(), AlertProto.Alert.parseFrom(ALERT)),
                Arguments.of(new CryScoreCodec(), AlertProto.CryScore.parseFrom(SCORE)),
                Arguments.of(new FeedbackCodec(), FeedbackProto.Feedback.parseFrom(FEEDBACK)),
                Arguments.of(new NightImageCodec(), ImageProto.NightImage.parseFrom(UPLOAD)),
                Arguments.of(new ColorizedImageCodec(), ImageProto.ColorizedImage.parseFrom(IMAGE)),
                Arguments.of(new DeadLetterCodec(), DeadLetterProto.DeadLetter.parseFrom(LETTER)));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void refusesALaterFormat(RecordDecoder<?> decoder, Message message) {
        for (int format : new int[] {2, -1}) {
            assertRefused(
                    decoder, with(message, "format", format), DeadLetterReason.UNSUPPORTED_VERSION, ".format is ");
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void refusesAMissingFormatAndAnEmptyValue(RecordDecoder<?> decoder, Message message) {
        assertRefused(decoder, without(message, "format"), DeadLetterReason.MISSING_FIELD, ".format is 0");
        assertRefused(decoder, new byte[0], DeadLetterReason.MISSING_FIELD, ".format is 0");
    }

    @ParameterizedTest
    @MethodSource("requiredFields")
    void refusesAMessageWithoutAFieldThatGivesItMeaning(RecordDecoder<?> decoder, Message message, String field) {
        assertRefused(decoder, without(message, field), DeadLetterReason.MISSING_FIELD, "." + field);
    }

    static Stream<Arguments> requiredFields() throws InvalidProtocolBufferException {
        var required = Map.ofEntries(
                Map.entry("AudioWindow", "device epoch seq start_us sent_us sample_rate_hz pcm_s16le"),
                Map.entry("DeviceEvent", "device epoch seq at_us sent_us kind"),
                Map.entry("DeviceRegistration", "device household status"),
                Map.entry("HouseholdSettings", "household"),
                Map.entry("Household", "household"),
                Map.entry("Delivery", "id household channel outcome at_us"),
                Map.entry("ChannelTest", "id household channel at_us"),
                Map.entry("Alert", "id version household kind severity silence started_us at_us"),
                Map.entry("CryScore", "device household epoch seq device_start_us at_us arrival_us lane"),
                Map.entry("Feedback", "id household kind at_us cry_from_us"),
                Map.entry("NightImage", "device image_id taken_us sent_us kind data"),
                Map.entry("ColorizedImage", "device image_id taken_us data width_px height_px model"),
                Map.entry("DeadLetter", "reason arrival_us"));
        return messages().flatMap(arguments -> {
            var message = (Message) arguments.get()[1];
            return Stream.of(required.get(message.getDescriptorForType().getName())
                            .split(" "))
                    .map(field -> Arguments.of(arguments.get()[0], message, field));
        });
    }

    @ParameterizedTest
    @MethodSource("codes")
    void refusesACodeOfALaterReleaseWhereGuessingWouldMislead(RecordDecoder<?> decoder, Message message, String field) {
        var descriptor = message.getDescriptorForType().findFieldByName(field);
        var unknown = descriptor.getEnumType().findValueByNumberCreatingIfUnknown(99);
        assertRefused(
                decoder,
                message.toBuilder().setField(descriptor, unknown).build().toByteArray(),
                DeadLetterReason.UNSUPPORTED_VERSION,
                "." + field);
    }

    static Stream<Arguments> codes() throws InvalidProtocolBufferException {
        var alert = AlertProto.Alert.parseFrom(ALERT);
        return Stream.of(
                Arguments.of(new AlertCodec(), alert, "kind"),
                Arguments.of(new AlertCodec(), alert, "severity"),
                Arguments.of(new AlertCodec(), alert, "silence"),
                Arguments.of(new NightImageCodec(), ImageProto.NightImage.parseFrom(UPLOAD), "kind"),
                Arguments.of(new DeliveryCodec(), NoticeProto.Delivery.parseFrom(DELIVERY), "outcome"),
                Arguments.of(new CryScoreCodec(), AlertProto.CryScore.parseFrom(SCORE), "lane"),
                Arguments.of(
                        new DeviceRegistrationCodec(),
                        RegistryProto.DeviceRegistration.parseFrom(REGISTRATION),
                        "status"));
    }

    @Test
    void takesAnUnknownEventKindForASignOfLife() throws Exception {
        var later = DeviceProto.DeviceEvent.parseFrom(EVENT).toBuilder()
                .setKindValue(77)
                .build();
        assertThat(new DeviceEventCodec().decode(later.toByteArray()).kind()).isEqualTo(DeviceEventKind.OTHER);
    }

    @Test
    void takesAnUnknownWindowReasonForContext() throws Exception {
        var later = DeviceProto.AudioWindow.parseFrom(WINDOW).toBuilder()
                .setReasonValue(77)
                .build();
        assertThat(new AudioWindowCodec().decode(later.toByteArray()).reason()).isEqualTo(WindowReason.CONTEXT);
    }

    @Test
    void keepsFeedbackOfAKindItDoesNotKnow() throws Exception {
        var later = FeedbackProto.Feedback.parseFrom(FEEDBACK).toBuilder()
                .setKindValue(77)
                .build();
        assertThat(new FeedbackCodec().decode(later.toByteArray()).kind()).isEqualTo(FeedbackKind.OTHER);
    }

    @Test
    void refusesFeedbackThatSaysNothingOfAnAlertAndACryThatEndsBeforeItBegins() throws Exception {
        var feedback = FeedbackProto.Feedback.parseFrom(FEEDBACK);
        for (var kind : new FeedbackProto.FeedbackKind[] {
            FeedbackProto.FeedbackKind.FEEDBACK_KIND_ACKNOWLEDGED, FeedbackProto.FeedbackKind.FEEDBACK_KIND_FALSE_ALARM
        }) {
            var aboutNothing = feedback.toBuilder().setKind(kind).clearAlertId().build();
            assertRefused(
                    new FeedbackCodec(),
                    aboutNothing.toByteArray(),
                    DeadLetterReason.MISSING_FIELD,
                    "Feedback.alert_id of feedback f-1");
        }
        var backwards =
                feedback.toBuilder().setCryToUs(feedback.getCryFromUs() - 1).build();
        assertRefused(
                new FeedbackCodec(),
                backwards.toByteArray(),
                DeadLetterReason.MALFORMED,
                "Feedback.cry_to_us of feedback f-1");
    }

    @Test
    void refusesNumbersOfAPictureThatNoPictureHas() throws Exception {
        var image = ImageProto.ColorizedImage.parseFrom(IMAGE);
        for (var field : new String[] {"width_px", "height_px"}) {
            assertRefused(new ColorizedImageCodec(), with(image, field, -1), DeadLetterReason.MALFORMED, field);
        }
        for (var field : new String[] {"took_us", "peak_memory_bytes"}) {
            assertRefused(new ColorizedImageCodec(), with(image, field, -1L), DeadLetterReason.MALFORMED, field);
        }
    }

    @Test
    void takesAnUnknownSensitivityForNormal() throws Exception {
        var later = RegistryProto.HouseholdSettings.parseFrom(SETTINGS).toBuilder()
                .setSensitivityValue(77)
                .build();
        assertThat(new HouseholdSettingsCodec().decode(later.toByteArray()).sensitivity())
                .isEqualTo(Sensitivity.NORMAL);
    }

    @Test
    void refusesAReasonCodeOfALaterRelease() throws Exception {
        var later = DeadLetterProto.DeadLetter.parseFrom(LETTER).toBuilder()
                .setReason("NEW_REASON")
                .build();
        assertRefused(new DeadLetterCodec(), later.toByteArray(), DeadLetterReason.UNSUPPORTED_VERSION, "NEW_REASON");
    }

    @Test
    void refusesQuietHoursThatCouldNotBeUsed() throws Exception {
        var settings = RegistryProto.HouseholdSettings.parseFrom(SETTINGS);
        var late = settings.toBuilder();
        late.getQuietHoursBuilder().setFromMinute(1_440);
        var negative = settings.toBuilder();
        negative.getQuietHoursBuilder().setToMinute(-1);
        var nowhere = settings.toBuilder();
        nowhere.getQuietHoursBuilder().setZone("Mars/Olympus");
        var zoneless = settings.toBuilder();
        zoneless.getQuietHoursBuilder().clearZone();
        var codec = new HouseholdSettingsCodec();
        assertRefused(
                codec, late.build().toByteArray(), DeadLetterReason.MALFORMED, "from_minute of household h1 is 1440");
        assertRefused(
                codec, negative.build().toByteArray(), DeadLetterReason.MALFORMED, "is 4294967295: expected 0 to");
        assertRefused(codec, nowhere.build().toByteArray(), DeadLetterReason.MALFORMED, "Mars/Olympus");
        assertRefused(codec, zoneless.build().toByteArray(), DeadLetterReason.MISSING_FIELD, "zone of household h1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://files.example/x",
                "javascript:alert(1)",
                "https:///nowhere",
                "//no.scheme",
                "hook.example/in",
                "https://sp ace.example/"
            })
    void refusesAChannelWhoseAddressIsNoWebAddressAndDoesNotRepeatIt(String url) throws Exception {
        var household = RegistryProto.Household.parseFrom(HOUSEHOLD).toBuilder();
        household
                .getCaregiversBuilder(1)
                .getChannelsBuilder(0)
                .getWebhookBuilder()
                .setUrl(url);
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> new HouseholdCodec().decode(household.build().toByteArray()))
                .withMessageContaining("WebhookChannel.url of channel c1 of caregiver grace of household h1")
                .satisfies(refused -> assertThat(refused).hasMessageNotContaining(url))
                .matches(refused -> refused.reason() == DeadLetterReason.MALFORMED);
    }

    @Test
    void refusesAHouseholdThatCouldNotBeUsed() throws Exception {
        var household = RegistryProto.Household.parseFrom(HOUSEHOLD);
        var twins = household.toBuilder();
        twins.getCaregiversBuilder(1).setId("ada");
        var sameChannel = household.toBuilder();
        sameChannel.getCaregiversBuilder(0).getChannelsBuilder(1).setId("c1");
        var nameless = household.toBuilder();
        nameless.getCaregiversBuilder(0).clearId();
        var portless = household.toBuilder();
        portless.getHomeAssistantBuilder().setPort(65_536);
        var everything = household.toBuilder();
        everything.getHomeAssistantBuilder().setPrefix("home/#");
        var codec = new HouseholdCodec();
        assertRefused(codec, twins.build().toByteArray(), DeadLetterReason.MALFORMED, "ada twice");
        assertRefused(codec, sameChannel.build().toByteArray(), DeadLetterReason.MALFORMED, "c1 twice");
        assertRefused(codec, nameless.build().toByteArray(), DeadLetterReason.MISSING_FIELD, "Caregiver.id");
        assertRefused(codec, everything.build().toByteArray(), DeadLetterReason.MALFORMED, "no discovery prefix");
        assertRefused(codec, portless.build().toByteArray(), DeadLetterReason.MALFORMED, "is 65536: expected 1 to");
        assertRefused(codec, with(household, "escalate_after_us", 0L), DeadLetterReason.MALFORMED, "more than 0");
    }

    @Test
    void aChannelOfAKindThatItDoesNotKnowIsLeftOutAndTheOthersStay() throws Exception {
        var later = RegistryProto.Household.parseFrom(HOUSEHOLD).toBuilder();
        later.getCaregiversBuilder(0).getChannelsBuilder(0).clearKind();
        assertThat(new HouseholdCodec()
                        .decode(later.build().toByteArray())
                        .caregivers()
                        .get(0)
                        .channels())
                .containsExactly(
                        Samples.household().caregivers().get(0).channels().get(1));
    }

    @Test
    void settingsWithoutQuietHoursAreNeverQuiet() throws Exception {
        var bare = RegistryProto.HouseholdSettings.newBuilder()
                .setFormat(1)
                .setHousehold("h1")
                .build();
        assertThat(new HouseholdSettingsCodec().decode(bare.toByteArray())).isEqualTo(HouseholdSettings.defaults("h1"));
        assertThat(QuietHours.never().contains(Instant.EPOCH)).isFalse();
    }

    @Test
    void anEmptyValueDeletesTheEntryOfItsKey() throws Exception {
        var removed = new DeviceRegistrationCodec().decodeEntry(entry("d42", new byte[0]));
        assertThat(removed.device()).isEqualTo("d42");
        assertThat(removed.status()).isEqualTo(Status.REMOVED);
        assertThat(new HouseholdSettingsCodec().decodeEntry(entry("h1", new byte[0])))
                .isEqualTo(HouseholdSettings.defaults("h1"));
        assertThat(new HouseholdCodec().decodeEntry(entry("h1", new byte[0]))).isEqualTo(Household.defaults("h1"));
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> new DeviceRegistrationCodec().decodeEntry(entry("", new byte[0])));
    }

    @Test
    void aKeyOfAnotherLengthOrUnderAnotherIdIsRefused() throws Exception {
        var wire = RegistryProto.DeviceRegistration.parseFrom(REGISTRATION).toBuilder();
        wire.getKeysBuilder(1).setEd25519(ByteString.copyFrom(new byte[33]));
        assertRefused(
                new DeviceRegistrationCodec(),
                wire.build().toByteArray(),
                DeadLetterReason.MALFORMED,
                "PublicKey.ed25519 of device d42 is 33 bytes: expected 32 bytes");

        wire.getKeysBuilder(1).setEd25519(ByteString.copyFrom(Samples.key(3).ed25519()));
        assertRefused(
                new DeviceRegistrationCodec(),
                wire.build().toByteArray(),
                DeadLetterReason.MALFORMED,
                "expected " + Samples.key(3).kid());
    }

    @Test
    void anEntryUnderAnotherKeyIsRefused() throws Exception {
        assertThat(new DeviceRegistrationCodec().decodeEntry(entry("d42", REGISTRATION)))
                .isEqualTo(Samples.registration());
        assertThat(new HouseholdSettingsCodec().decodeEntry(entry("h1", SETTINGS)))
                .isEqualTo(Samples.settings());
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> new DeviceRegistrationCodec().decodeEntry(entry("d43", REGISTRATION)))
                .matches(e -> e.reason() == DeadLetterReason.KEY_MISMATCH)
                .withMessageContainingAll("d42", "d43");
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> new HouseholdSettingsCodec().decodeEntry(entry("h2", SETTINGS)))
                .matches(e -> e.reason() == DeadLetterReason.KEY_MISMATCH)
                .withMessageContainingAll("h1", "h2");
        assertThat(new HouseholdCodec().decodeEntry(entry("h1", HOUSEHOLD))).isEqualTo(Samples.household());
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> new HouseholdCodec().decodeEntry(entry("h2", HOUSEHOLD)))
                .matches(e -> e.reason() == DeadLetterReason.KEY_MISMATCH)
                .withMessageContainingAll("h1", "h2");
    }

    private static RawRecord entry(String key, byte[] value) {
        return new RawRecord("devices", 0, 0, Samples.SENT, key, Map.of(), value);
    }

    private static byte[] with(Message message, String field, Object value) {
        return message.toBuilder()
                .setField(message.getDescriptorForType().findFieldByName(field), value)
                .build()
                .toByteArray();
    }

    private static byte[] without(Message message, String field) {
        return message.toBuilder()
                .clearField(message.getDescriptorForType().findFieldByName(field))
                .build()
                .toByteArray();
    }

    private static void assertRefused(RecordDecoder<?> decoder, byte[] value, DeadLetterReason reason, String named) {
        assertThatExceptionOfType(RefusedRecordException.class)
                .isThrownBy(() -> decoder.decode(value))
                .withMessageContaining(named)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
