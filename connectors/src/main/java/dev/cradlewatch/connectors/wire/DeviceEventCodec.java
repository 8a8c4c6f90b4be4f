package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.DeviceProto;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link DeviceEvent} on topic device.events. A kind that this release does not know becomes OTHER: it is a sign of life still. */
public final class DeviceEventCodec implements RecordCodec<DeviceEvent> {
    private static final String MESSAGE = "DeviceEvent";

    /** Stands for a kind of a later release where OTHER itself is written: no release gives this number a meaning. */
    private static final int OTHER_KIND = 1_000_000;

    @Override
    public DeviceEvent decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, DeviceProto.DeviceEvent.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var device = Wire.requireText("DeviceEvent.device", wire.getDevice(), "the device id");
        var of = " of device " + device;
        var epoch = Wire.requireNonZero(
                "DeviceEvent.epoch" + of, wire.getEpoch(), "the identity of the device's record store");
        Wire.requirePresent("DeviceEvent.seq" + of, wire.hasSeq(), "the event's number");
        var at = Wire.requireTime("DeviceEvent.at_us" + of, wire.hasAtUs(), wire.getAtUs());
        var sent = Wire.requireTime("DeviceEvent.sent_us" + of, wire.hasSentUs(), wire.getSentUs());
        Wire.requireNonZero("DeviceEvent.kind" + of, wire.getKindValue(), "what the event tells");
        return new DeviceEvent(
                device,
                epoch,
                wire.getSeq(),
                at,
                sent,
                kind(wire.getKind()),
                wire.getScore(),
                health(wire.getHealth()),
                wire.getDetail());
    }

    @Override
    public byte[] encode(DeviceEvent event) {
        var wire = DeviceProto.DeviceEvent.newBuilder()
                .setFormat(Wire.FORMAT)
                .setDevice(event.device())
                .setEpoch(event.epoch())
                .setSeq(event.seq())
                .setAtUs(Wire.micros(event.at()))
                .setSentUs(Wire.micros(event.sent()))
                .setKindValue(kind(event.kind()))
                .setScore(event.score())
                .setDetail(event.detail());
        if (!event.health().equals(DeviceHealth.unknown())) {
            wire.setHealth(health(event.health()));
        }
        return wire.build().toByteArray();
    }

    private static DeviceEventKind kind(DeviceProto.DeviceEventKind kind) {
        return switch (kind) {
            case DEVICE_EVENT_KIND_HEARTBEAT -> DeviceEventKind.HEARTBEAT;
            case DEVICE_EVENT_KIND_CRY_ONSET -> DeviceEventKind.CRY_ONSET;
            case DEVICE_EVENT_KIND_CRY_OFFSET -> DeviceEventKind.CRY_OFFSET;
            case DEVICE_EVENT_KIND_FAULT -> DeviceEventKind.FAULT;
            default -> DeviceEventKind.OTHER;
        };
    }

    private static int kind(DeviceEventKind kind) {
        return switch (kind) {
            case HEARTBEAT -> DeviceProto.DeviceEventKind.DEVICE_EVENT_KIND_HEARTBEAT_VALUE;
            case CRY_ONSET -> DeviceProto.DeviceEventKind.DEVICE_EVENT_KIND_CRY_ONSET_VALUE;
            case CRY_OFFSET -> DeviceProto.DeviceEventKind.DEVICE_EVENT_KIND_CRY_OFFSET_VALUE;
            case FAULT -> DeviceProto.DeviceEventKind.DEVICE_EVENT_KIND_FAULT_VALUE;
            case OTHER -> OTHER_KIND;
        };
    }

    private static DeviceHealth health(DeviceProto.DeviceHealth health) {
        return new DeviceHealth(
                health.getFreeMemoryBytes(),
                health.getSpoolBytes(),
                health.getDroppedWindows(),
                health.getAgentVersion());
    }

    private static DeviceProto.DeviceHealth health(DeviceHealth health) {
        return DeviceProto.DeviceHealth.newBuilder()
                .setFreeMemoryBytes(health.freeMemoryBytes())
                .setSpoolBytes(health.spoolBytes())
                .setDroppedWindows(health.droppedWindows())
                .setAgentVersion(health.agentVersion())
                .build();
    }
}
