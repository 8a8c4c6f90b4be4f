package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.AlertProto;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link ScoredWindow} as a CryScore on topic cry.scores. */
public final class CryScoreCodec implements RecordCodec<ScoredWindow> {
    private static final String MESSAGE = "CryScore";

    @Override
    public ScoredWindow decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, AlertProto.CryScore.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var device = Wire.requireText("CryScore.device", wire.getDevice(), "the device id");
        var of = " of device " + device;
        Wire.requirePresent("CryScore.seq" + of, wire.hasSeq(), "the window's number");
        var facts = new WindowFacts(
                device,
                Wire.requireText("CryScore.household" + of, wire.getHousehold(), "the household's id"),
                Wire.requireNonZero(
                        "CryScore.epoch" + of, wire.getEpoch(), "the identity of the device's record store"),
                wire.getSeq(),
                Wire.requireTime("CryScore.device_start_us" + of, wire.hasDeviceStartUs(), wire.getDeviceStartUs()),
                Wire.requireTime("CryScore.at_us" + of, wire.hasAtUs(), wire.getAtUs()),
                Wire.requireTime("CryScore.arrival_us" + of, wire.hasArrivalUs(), wire.getArrivalUs()),
                lane(of, wire),
                new Origin(wire.getOriginTopic(), wire.getOriginPartition(), wire.getOriginOffset()),
                wire.getLocalScore(),
                wire.getAgentModel(),
                AudioWindowCodec.reason(wire.getReason()),
                wire.hasLevelDbfs() ? wire.getLevelDbfs() : Float.NaN);
        return new ScoredWindow(facts, wire.getProbability(), wire.getModel());
    }

    @Override
    public byte[] encode(ScoredWindow scored) {
        var window = scored.window();
        var wire = AlertProto.CryScore.newBuilder()
                .setFormat(Wire.FORMAT)
                .setDevice(window.device())
                .setHousehold(window.household())
                .setEpoch(window.epoch())
                .setSeq(window.seq())
                .setDeviceStartUs(Wire.micros(window.deviceStart()))
                .setAtUs(Wire.micros(window.at()))
                .setArrivalUs(Wire.micros(window.arrival()))
                .setLane(lane(window.lane()))
                .setOriginTopic(window.origin().topic())
                .setOriginPartition(window.origin().partition())
                .setOriginOffset(window.origin().offset())
                .setProbability(scored.probability())
                .setModel(scored.model())
                .setLocalScore(window.localScore())
                .setAgentModel(window.agentModel())
                .setReason(AudioWindowCodec.reason(window.reason()));
        if (!Float.isNaN(window.levelDbfs())) {
            wire.setLevelDbfs(window.levelDbfs());
        }
        return wire.build().toByteArray();
    }

    private static Lane lane(String of, AlertProto.CryScore wire) throws RefusedRecordException {
        return switch (wire.getLane()) {
            case LANE_LIVE -> Lane.LIVE;
            case LANE_LATE -> Lane.LATE;
            case LANE_UNSPECIFIED -> throw Wire.missing("CryScore.lane" + of, "0", "1 or 2");
            case UNRECOGNIZED -> throw Wire.unsupported("CryScore.lane" + of, wire.getLaneValue(), "1 or 2");
        };
    }

    private static AlertProto.Lane lane(Lane lane) {
        return switch (lane) {
            case LIVE -> AlertProto.Lane.LANE_LIVE;
            case LATE -> AlertProto.Lane.LANE_LATE;
        };
    }
}
