package dev.cradlewatch.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.HouseholdSignal;
import dev.cradlewatch.operators.alert.HouseholdState;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ContextState;
import dev.cradlewatch.operators.audio.CryContext;
import dev.cradlewatch.operators.audio.FilterState;
import dev.cradlewatch.operators.audio.ReorderWindows;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.Turn;
import dev.cradlewatch.operators.clip.ClipCue;
import dev.cradlewatch.operators.clip.ClipPlan;
import dev.cradlewatch.operators.clip.HeldWindow;
import dev.cradlewatch.operators.clip.PendingClip;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.LifeSign;
import dev.cradlewatch.operators.device.LivenessChange;
import dev.cradlewatch.operators.device.SeenBlock;
import dev.cradlewatch.operators.device.SeenEpoch;
import dev.cradlewatch.operators.device.WatchState;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.home.Home;
import dev.cradlewatch.operators.home.HomeSignal;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.image.ImageFacts;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.image.ReferencePicture;
import dev.cradlewatch.operators.notify.Asking;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.DirectoryEntry;
import dev.cradlewatch.operators.notify.Notice;
import dev.cradlewatch.operators.notify.NoticeSignal;
import dev.cradlewatch.operators.notify.PendingTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordTypesTest {

    static Stream<TypeInformation<?>> everyTypeOnAnEdgeOrInState() {
        return Stream.of(
                TypeInformation.of(RawRecord.class),
                TypeInformation.of(DeadLetter.class),
                TypeInformation.of(new TypeHint<Heard<AudioWindow>>() {}),
                TypeInformation.of(new TypeHint<Heard<DeviceEvent>>() {}),
                TypeInformation.of(DeviceRegistration.class),
                TypeInformation.of(SeenBlock.class),
                TypeInformation.of(SeenEpoch.class),
                TypeInformation.of(LifeSign.class),
                TypeInformation.of(WatchState.class),
                TypeInformation.of(LivenessChange.class),
                TypeInformation.of(Turn.class),
                TypeInformation.of(ReorderWindows.Held.class),
                TypeInformation.of(ContextState.class),
                TypeInformation.of(CryContext.class),
                TypeInformation.of(ScoredWindow.class),
                TypeInformation.of(FilterState.class),
                TypeInformation.of(HouseholdSettings.class),
                TypeInformation.of(HouseholdState.class),
                TypeInformation.of(Alert.class),
                TypeInformation.of(Feedback.class),
                TypeInformation.of(new TypeHint<Heard<NightImage>>() {}),
                TypeInformation.of(ReferencePicture.class),
                TypeInformation.of(ColorizedImage.class),
                TypeInformation.of(ImageFacts.class),
                TypeInformation.of(ClipCue.class),
                TypeInformation.of(HeldWindow.class),
                TypeInformation.of(PendingClip.class),
                TypeInformation.of(ClipPlan.class),
                TypeInformation.of(Household.class),
                TypeInformation.of(Delivery.class),
                TypeInformation.of(ChannelTest.class),
                TypeInformation.of(Notice.class),
                TypeInformation.of(Asking.class),
                TypeInformation.of(PendingTest.class),
                TypeInformation.of(Home.class),
                SealedTypeInfo.of(HomeSignal.class),
                SealedTypeInfo.of(NoticeSignal.class),
                SealedTypeInfo.of(DirectoryEntry.class),
                SealedTypeInfo.of(HouseholdSignal.class));
    }

    @ParameterizedTest
    @MethodSource("everyTypeOnAnEdgeOrInState")
    void needsNoKryo(TypeInformation<?> type) {
        assertThat(type.createSerializer(withoutGenericTypes())).isNotNull();
    }

    @Test
    void alertSurvivesItsSerializer() throws IOException {
        var alert = new Alert(
                "id",
                2,
                "home",
                AlertKind.STILL_CRYING,
                Severity.CRITICAL,
                Silence.SNOOZED,
                Night.second(1),
                Night.second(2),
                List.of(new DeviceEvidence("crib", 0.9, 0.99, 12, true)));

        assertThat(roundTrip(TypeInformation.of(Alert.class), alert)).isEqualTo(alert);
    }

    @Test
    void aRegistrationKeepsItsKeys() throws IOException {
        var active = DeviceKey.of(new byte[DeviceKey.BYTES], Night.second(1));
        var registration = Night.registered("crib", "home").with(List.of(active, active.retiring(Night.second(2))));

        assertThat(roundTrip(TypeInformation.of(DeviceRegistration.class), registration))
                .isEqualTo(registration);
    }

    @Test
    void rawRecordKeepsHeadersAndBytes() throws IOException {
        var raw = new RawRecord("t", 1, 2, Night.START, "k", Map.of("sig", new byte[] {1, 2}), new byte[] {3});

        var copy = roundTrip(TypeInformation.of(RawRecord.class), raw);

        assertThat(copy.headers().get("sig")).containsExactly(1, 2);
        assertThat(copy.value()).containsExactly(3);
        assertThat(copy.origin()).isEqualTo(raw.origin());
    }

    @Test
    void everySignalComesBackAsItsOwnVariant() throws IOException {
        var type = SealedTypeInfo.of(HouseholdSignal.class);
        var level = new HouseholdSignal.Level(Night.level("crib", 3, 0.5));
        var report = new HouseholdSignal.Report(Night.live(
                "home",
                Night.second(1),
                Night.second(1),
                Night.event("crib", 1, Night.second(1), DeviceEventKind.CRY_ONSET)));
        var liveness = new HouseholdSignal.Liveness(
                new LivenessChange("crib", "home", false, Night.second(1), Night.second(60)));

        assertThat(roundTrip(type, level)).isEqualTo(level);
        assertThat(roundTrip(type, report)).isEqualTo(report);
        assertThat(roundTrip(type, liveness)).isEqualTo(liveness);
    }

    @Test
    void aHouseholdKeepsEveryKindOfChannel() throws IOException {
        var household = new Household(
                "home",
                "Willow",
                List.of(
                        new Caregiver(
                                "ada",
                                "Ada",
                                List.of(
                                        new Channel.Ntfy("n", "https://ntfy.example", "topic", "token"),
                                        new Channel.Webhook("w", "https://hook.example", "secret"),
                                        new Channel.WebPush("p", "https://push.example", "key", "auth", "phone"))),
                        new Caregiver("grace", "Grace", List.of())),
                Duration.ofSeconds(300, 7),
                new HomeAssistant("ha.example", 1_883, true, "user", "password", "prefix"));

        assertThat(roundTrip(TypeInformation.of(Household.class), household)).isEqualTo(household);
        assertThat(household.toString())
                .contains("ntfy.example", "hook.example", "push.example", "ha.example")
                .doesNotContain("topic", "token", "secret", "key", "auth", "password");
    }

    @Test
    void sealedSerializerIsRestoredFromItsSnapshot() throws IOException {
        var serializer = SealedTypeInfo.of(HouseholdSignal.class).createSerializer(withoutGenericTypes());
        var out = new DataOutputSerializer(256);
        var snapshot = serializer.snapshotConfiguration();
        snapshot.writeSnapshot(out);

        var restored = new SealedSerializer.Snapshot<HouseholdSignal>();
        restored.readSnapshot(
                snapshot.getCurrentVersion(),
                new DataInputDeserializer(out.getCopyOfBuffer()),
                getClass().getClassLoader());

        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
    }

    private static SerializerConfigImpl withoutGenericTypes() {
        var config = new SerializerConfigImpl();
        config.setGenericTypes(false);
        return config;
    }

    private static <T> T roundTrip(TypeInformation<T> type, T value) throws IOException {
        TypeSerializer<T> serializer = type.createSerializer(withoutGenericTypes());
        var out = new DataOutputSerializer(256);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
