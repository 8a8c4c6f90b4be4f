package dev.cradlewatch.connectors.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dev.cradlewatch.connectors.proto.v1.DeviceProto;
import dev.cradlewatch.connectors.proto.v1.FeedbackProto;
import dev.cradlewatch.connectors.proto.v1.ImageProto;
import dev.cradlewatch.connectors.proto.v1.NoticeProto;
import dev.cradlewatch.connectors.proto.v1.RegistryProto;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.household.Caregiver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Releases of agents and jobs meet in any order. */
class EvolutionTest {
    private static final int ADDED_NUMBER = 50;

    @Test
    void anOldReaderReadsTheRecordOfANewWriter() throws Exception {
        var later = withField(DeviceProto.AudioWindow.getDescriptor(), "room_temperature");
        var record = DynamicMessage.newBuilder(later)
                .mergeFrom(new AudioWindowCodec().encode(Samples.window()))
                .setField(later.findFieldByNumber(ADDED_NUMBER), 21L)
                .build();

        var window = new AudioWindowCodec().decode(record.toByteArray());

        assertThat(window).usingRecursiveComparison().isEqualTo(Samples.window());
    }

    @Test
    void anOldReaderReadsWhatCaregiversAndPicturesOfANewWriterSay() throws Exception {
        var feedback = withField(FeedbackProto.Feedback.getDescriptor(), "mood");
        var said = DynamicMessage.newBuilder(feedback)
                .mergeFrom(new FeedbackCodec().encode(Samples.feedback()))
                .setField(feedback.findFieldByNumber(ADDED_NUMBER), 5L)
                .build();
        var image = withField(ImageProto.ColorizedImage.getDescriptor(), "exposure_us");
        var colorized = DynamicMessage.newBuilder(image)
                .mergeFrom(new ColorizedImageCodec().encode(Samples.image()))
                .setField(image.findFieldByNumber(ADDED_NUMBER), 5L)
                .build();

        var night = withField(ImageProto.NightImage.getDescriptor(), "lamp");
        var upload = DynamicMessage.newBuilder(night)
                .mergeFrom(new NightImageCodec().encode(Samples.upload()))
                .setField(night.findFieldByNumber(ADDED_NUMBER), 5L)
                .build();

        assertThat(new NightImageCodec().decode(upload.toByteArray()))
                .usingRecursiveComparison()
                .isEqualTo(Samples.upload());
        assertThat(new FeedbackCodec().decode(said.toByteArray())).isEqualTo(Samples.feedback());
        assertThat(new ColorizedImageCodec().decode(colorized.toByteArray()))
                .usingRecursiveComparison()
                .isEqualTo(Samples.image());
    }

    @Test
    void aHouseholdOfAReleaseWithoutChannelsHasNoneAndEscalatesAfterFiveMinutes() throws Exception {
        var first = RegistryProto.Household.newBuilder()
                .setFormat(1)
                .setHousehold("h1")
                .addCaregivers(RegistryProto.Caregiver.newBuilder().setId("ada").setName("Ada"))
                .build();

        var household = new HouseholdCodec().decode(first.toByteArray());

        assertThat(household.caregivers()).containsExactly(new Caregiver("ada", "Ada", List.of()));
        assertThat(household.escalateAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(household.homeAssistant().isSet()).isFalse();
    }

    @Test
    void anOldReaderReadsHouseholdsAndDeliveriesOfANewWriter() throws Exception {
        var household = withField(RegistryProto.Household.getDescriptor(), "street");
        var moved = DynamicMessage.newBuilder(household)
                .mergeFrom(new HouseholdCodec().encode(Samples.household()))
                .setField(household.findFieldByNumber(ADDED_NUMBER), 5L)
                .build();
        var delivery = withField(NoticeProto.Delivery.getDescriptor(), "took_us");
        var sent = DynamicMessage.newBuilder(delivery)
                .mergeFrom(new DeliveryCodec().encode(Samples.delivery()))
                .setField(delivery.findFieldByNumber(ADDED_NUMBER), 5L)
                .build();

        assertThat(new HouseholdCodec().decode(moved.toByteArray())).isEqualTo(Samples.household());
        assertThat(new DeliveryCodec().decode(sent.toByteArray())).isEqualTo(Samples.delivery());
    }

    @Test
    void aNewReaderReadsTheRecordOfAnOldWriter() throws Exception {
        var later = withField(DeviceProto.AudioWindow.getDescriptor(), "room_temperature");

        var record = DynamicMessage.parseFrom(later, new AudioWindowCodec().encode(Samples.window()));

        assertThat(record.getField(later.findFieldByName("device"))).isEqualTo("d42");
        assertThat(record.getField(later.findFieldByNumber(ADDED_NUMBER))).isEqualTo(0L);
    }

    @Test
    void aReaderWithoutLaterOptionalFieldsReadsARecordWithoutThem() throws Exception {
        var first = DeviceProto.DeviceEvent.newBuilder()
                .setFormat(1)
                .setDevice("d42")
                .setEpoch(1)
                .setSeq(0)
                .setAtUs(0)
                .setSentUs(0)
                .setKind(DeviceProto.DeviceEventKind.DEVICE_EVENT_KIND_HEARTBEAT)
                .build();

        assertThat(new DeviceEventCodec().decode(first.toByteArray()).health()).isEqualTo(DeviceHealth.unknown());
    }

    @Test
    void aRegistrationOfAReleaseWithoutKeysHasNone() throws Exception {
        var first = RegistryProto.DeviceRegistration.newBuilder()
                .setFormat(1)
                .setDevice("d42")
                .setHousehold("h1")
                .setStatus(RegistryProto.DeviceStatus.DEVICE_STATUS_ACTIVE)
                .build();

        assertThat(new DeviceRegistrationCodec().decode(first.toByteArray()).keys())
                .isEmpty();
    }

    @Test
    void aReaderOfAReleaseWithoutKeysReadsARegistrationWithThem() throws Exception {
        var earlier = withoutField(RegistryProto.DeviceRegistration.getDescriptor(), "keys");

        var seen = DynamicMessage.parseFrom(earlier, new DeviceRegistrationCodec().encode(Samples.registration()));

        assertThat(seen.getField(earlier.findFieldByName("device"))).isEqualTo("d42");
        assertThat(seen.getField(earlier.findFieldByName("household"))).isEqualTo("h1");
        var rewritten = new DeviceRegistrationCodec().decode(seen.toByteArray());
        assertThat(rewritten).isEqualTo(Samples.registration());
    }

    @Test
    void aKeyWithoutTimesIsInUse() throws Exception {
        var wire =
                RegistryProto.DeviceRegistration.parseFrom(new DeviceRegistrationCodec().encode(Samples.registration()))
                        .toBuilder();
        wire.getKeysBuilder(0).clearCreatedUs().clearRetiresUs();

        var key = new DeviceRegistrationCodec()
                .decode(wire.build().toByteArray())
                .keys()
                .get(0);

        assertThat(key.created()).isEqualTo(Instant.EPOCH);
        assertThat(key.statusAt(Samples.SENT)).isEqualTo(DeviceKey.Status.ACTIVE);
    }

    @Test
    void unknownFieldsSurviveARewrite() throws Exception {
        var later = withField(RegistryProto.DeviceRegistration.getDescriptor(), "room");
        var record = DynamicMessage.newBuilder(later)
                .mergeFrom(new DeviceRegistrationCodec().encode(Samples.registration()))
                .setField(later.findFieldByNumber(ADDED_NUMBER), 7L)
                .build();

        var rewritten = RegistryProto.DeviceRegistration.parseFrom(record.toByteArray()).toBuilder()
                .setName("renamed by an old console")
                .build();

        var seen = DynamicMessage.parseFrom(later, rewritten.toByteArray());
        assertThat(seen.getField(later.findFieldByNumber(ADDED_NUMBER))).isEqualTo(7L);
        assertThat(seen.getField(later.findFieldByName("name"))).isEqualTo("renamed by an old console");
    }

    /** The message as an earlier release defined it: with one field less. */
    private static Descriptor withoutField(Descriptor message, String name) throws Exception {
        var file = message.getFile();
        var earlier = FileDescriptorProto.newBuilder(file.toProto());
        for (DescriptorProto.Builder type : earlier.getMessageTypeBuilderList()) {
            if (type.getName().equals(message.getName())) {
                type.removeField(message.findFieldByName(name).getIndex());
            }
        }
        return FileDescriptor.buildFrom(earlier.build(), file.getDependencies().toArray(FileDescriptor[]::new))
                .findMessageTypeByName(message.getName());
    }

    /** The message as a later release would define it: with one more field. */
    private static Descriptor withField(Descriptor message, String name) throws Exception {
        var file = message.getFile();
        var added = FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(ADDED_NUMBER)
                .setType(FieldDescriptorProto.Type.TYPE_INT64)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL);
        var later = FileDescriptorProto.newBuilder(file.toProto());
        for (DescriptorProto.Builder type : later.getMessageTypeBuilderList()) {
            if (type.getName().equals(message.getName())) {
                type.addField(added);
            }
        }
        return FileDescriptor.buildFrom(later.build(), file.getDependencies().toArray(FileDescriptor[]::new))
                .findMessageTypeByName(message.getName());
    }
}
