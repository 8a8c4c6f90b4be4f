package dev.cradlewatch.connectors.wire;

import com.google.protobuf.ByteString;
import dev.cradlewatch.connectors.proto.v1.RegistryProto;
import dev.cradlewatch.connectors.proto.v1.RegistryProto.DeviceStatus;
import dev.cradlewatch.connectors.proto.v1.RegistryProto.PublicKey;
import dev.cradlewatch.operators.device.DeviceKey;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link DeviceRegistration} on the compacted topic devices. A status that this release does not know is refused, because guessing
 * it would admit or silence a monitor; so is a key whose id is not its own.
 */
public final class DeviceRegistrationCodec implements RecordCodec<DeviceRegistration> {
    private static final String MESSAGE = "DeviceRegistration";

    @Override
    public DeviceRegistration decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, RegistryProto.DeviceRegistration.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var device = Wire.requireText("DeviceRegistration.device", wire.getDevice(), "the device id");
        var status = status(device, wire.getStatus(), wire.getStatusValue());
        if (status != Status.REMOVED) {
            Wire.requireText(
                    "DeviceRegistration.household of device " + device, wire.getHousehold(), "the household's id");
        }
        return new DeviceRegistration(
                device, wire.getHousehold(), wire.getName(), status, keys(device, wire.getKeysList()));
    }

    /**
     * The entry that a record of the compacted topic makes: an empty value removes the device named by the key.
     *
     * @throws RefusedRecordException as {@link #decode}, and with KEY_MISMATCH if key and device differ, because compaction
     *     would then keep the wrong record
     */
    public DeviceRegistration decodeEntry(RawRecord raw) throws RefusedRecordException {
        if (raw.value().length == 0) {
            var device = Wire.requireText("key of a record without value", raw.key(), "the device id");
            return DeviceRegistration.removed(device);
        }
        var registration = decode(raw.value());
        if (!registration.device().equals(raw.key())) {
            throw new RefusedRecordException(
                    DeadLetterReason.KEY_MISMATCH,
                    "DeviceRegistration.device is %s: expected the record key %s"
                            .formatted(registration.device(), raw.key()));
        }
        return registration;
    }

    @Override
    public byte[] encode(DeviceRegistration registration) {
        return RegistryProto.DeviceRegistration.newBuilder()
                .setFormat(Wire.FORMAT)
                .setDevice(registration.device())
                .setHousehold(registration.household())
                .setName(registration.name())
                .setStatus(status(registration.status()))
                .addAllKeys(registration.keys().stream()
                        .map(DeviceRegistrationCodec::key)
                        .toList())
                .build()
                .toByteArray();
    }

    private static List<DeviceKey> keys(String device, List<PublicKey> wire) throws RefusedRecordException {
        var keys = new ArrayList<DeviceKey>();
        for (var key : wire) {
            keys.add(key(device, key));
        }
        return List.copyOf(keys);
    }

    private static DeviceKey key(String device, PublicKey wire) throws RefusedRecordException {
        var raw = wire.getEd25519().toByteArray();
        if (raw.length != DeviceKey.BYTES) {
            throw Wire.malformed(
                    "PublicKey.ed25519 of device " + device, raw.length + " bytes", DeviceKey.BYTES + " bytes");
        }
        var kid = DeviceKey.kidOf(raw);
        if (!kid.equals(wire.getKid())) {
            throw Wire.malformed("PublicKey.kid of device " + device, "'" + wire.getKid() + "'", kid + ", by its key");
        }
        var created = wire.hasCreatedUs() ? Wire.instant(wire.getCreatedUs()) : Instant.EPOCH;
        var retires = wire.hasRetiresUs() ? Wire.instant(wire.getRetiresUs()) : DeviceKey.NEVER;
        return new DeviceKey(kid, raw, created, retires);
    }

    private static PublicKey key(DeviceKey key) {
        var wire = PublicKey.newBuilder()
                .setKid(key.kid())
                .setEd25519(ByteString.copyFrom(key.ed25519()))
                .setCreatedUs(Wire.micros(key.created()));
        if (!key.retires().equals(DeviceKey.NEVER)) {
            wire.setRetiresUs(Wire.micros(key.retires()));
        }
        return wire.build();
    }

    private static Status status(String device, DeviceStatus status, int number) throws RefusedRecordException {
        return switch (status) {
            case DEVICE_STATUS_ACTIVE -> Status.ACTIVE;
            case DEVICE_STATUS_REVOKED -> Status.REVOKED;
            case DEVICE_STATUS_REMOVED -> Status.REMOVED;
            case DEVICE_STATUS_UNSPECIFIED ->
                throw Wire.missing("DeviceRegistration.status of device " + device, "0", "1 to 3");
            case UNRECOGNIZED ->
                throw Wire.unsupported("DeviceRegistration.status of device " + device, number, "1 to 3");
        };
    }

    private static DeviceStatus status(Status status) {
        return switch (status) {
            case ACTIVE -> DeviceStatus.DEVICE_STATUS_ACTIVE;
            case REVOKED -> DeviceStatus.DEVICE_STATUS_REVOKED;
            case REMOVED -> DeviceStatus.DEVICE_STATUS_REMOVED;
        };
    }
}
