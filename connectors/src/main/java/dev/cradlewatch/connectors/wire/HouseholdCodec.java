package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.RegistryProto;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * {@link Household} on the compacted topic households. What could not be used is MALFORMED here: two caregivers, or two channels
 * of one, under the same id; an address that is no http or https URL; a port or a time out of range; a prefix that is
 * no part of an MQTT topic.
 */
public final class HouseholdCodec implements RecordCodec<Household> {
    private static final String MESSAGE = "Household";
    private static final int MOST_PORT = 65_535;

    private final ChannelCodec channels = new ChannelCodec();

    @Override
    public Household decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, RegistryProto.Household.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var household = Wire.requireText("Household.household", wire.getHousehold(), "the household's id");
        return new Household(
                household,
                wire.getName(),
                caregivers(household, wire.getCaregiversList()),
                wire.hasEscalateAfterUs()
                        ? escalateAfter(household, wire.getEscalateAfterUs())
                        : Household.ESCALATE_AFTER,
                homeAssistant(household, wire.getHomeAssistant()));
    }

    /**
     * The household that a record of the compacted topic makes: an empty value gives the one named by the key nobody to tell.
     *
     * @throws RefusedRecordException as {@link #decode}, and with KEY_MISMATCH if key and household differ, because compaction
     *     would then keep the wrong record
     */
    public Household decodeEntry(RawRecord raw) throws RefusedRecordException {
        if (raw.value().length == 0) {
            return Household.defaults(
                    Wire.requireText("key of a record without value", raw.key(), "the household's id"));
        }
        var household = decode(raw.value());
        if (!household.household().equals(raw.key())) {
            throw new RefusedRecordException(
                    DeadLetterReason.KEY_MISMATCH,
                    "Household.household is %s: expected the record key %s"
                            .formatted(household.household(), raw.key()));
        }
        return household;
    }

    @Override
    public byte[] encode(Household household) {
        var wire = RegistryProto.Household.newBuilder()
                .setFormat(Wire.FORMAT)
                .setHousehold(household.household())
                .setName(household.name())
                .addAllCaregivers(
                        household.caregivers().stream().map(this::caregiver).toList())
                .setEscalateAfterUs(Wire.micros(household.escalateAfter()));
        if (household.homeAssistant().isSet()) {
            wire.setHomeAssistant(homeAssistant(household.homeAssistant()));
        }
        return wire.build().toByteArray();
    }

    private List<Caregiver> caregivers(String household, List<RegistryProto.Caregiver> wire)
            throws RefusedRecordException {
        var caregivers = new ArrayList<Caregiver>();
        var ids = new HashSet<String>();
        for (var caregiver : wire) {
            var id = Wire.requireText("Caregiver.id of household " + household, caregiver.getId(), "an id");
            if (!ids.add(id)) {
                throw Wire.malformed("Caregiver.id of household " + household, id + " twice", "each id once");
            }
            var of = "caregiver %s of household %s".formatted(id, household);
            caregivers.add(new Caregiver(id, caregiver.getName(), channels.decode(of, caregiver.getChannelsList())));
        }
        return List.copyOf(caregivers);
    }

    private RegistryProto.Caregiver caregiver(Caregiver caregiver) {
        return RegistryProto.Caregiver.newBuilder()
                .setId(caregiver.id())
                .setName(caregiver.name())
                .addAllChannels(
                        caregiver.channels().stream().map(channels::encode).toList())
                .build();
    }

    private static Duration escalateAfter(String household, long micros) throws RefusedRecordException {
        if (micros <= 0) {
            throw Wire.malformed("Household.escalate_after_us of household " + household, micros, "more than 0");
        }
        return Duration.of(micros, ChronoUnit.MICROS);
    }

    private static HomeAssistant homeAssistant(String household, RegistryProto.HomeAssistant wire)
            throws RefusedRecordException {
        if (wire.getHost().isEmpty()) {
            return HomeAssistant.none();
        }
        if (wire.getPort() < 1 || wire.getPort() > MOST_PORT) {
            throw Wire.malformed(
                    "HomeAssistant.port of household " + household,
                    Integer.toUnsignedString(wire.getPort()),
                    "1 to " + MOST_PORT);
        }
        if (!wire.getPrefix().matches("[A-Za-z0-9_/-]{0,100}")) {
            throw Wire.malformed(
                    "HomeAssistant.prefix of household " + household,
                    "no discovery prefix",
                    "up to 100 letters, digits, _, - and /");
        }
        return new HomeAssistant(
                wire.getHost(),
                wire.getPort(),
                wire.getTls(),
                wire.getUser(),
                wire.getPassword(),
                wire.getPrefix().isEmpty() ? HomeAssistant.PREFIX : wire.getPrefix());
    }

    private static RegistryProto.HomeAssistant homeAssistant(HomeAssistant homeAssistant) {
        return RegistryProto.HomeAssistant.newBuilder()
                .setHost(homeAssistant.host())
                .setPort(homeAssistant.port())
                .setTls(homeAssistant.tls())
                .setUser(homeAssistant.user())
                .setPassword(homeAssistant.password())
                .setPrefix(homeAssistant.prefix())
                .build();
    }
}
