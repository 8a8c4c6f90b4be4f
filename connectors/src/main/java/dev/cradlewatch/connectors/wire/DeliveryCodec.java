package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.NoticeProto;
import dev.cradlewatch.connectors.proto.v1.NoticeProto.DeliveryOutcome;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.Delivery.Outcome;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link Delivery} on topic deliveries. An outcome of a later release is refused. */
public final class DeliveryCodec implements RecordCodec<Delivery> {
    private static final String MESSAGE = "Delivery";

    @Override
    public Delivery decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, NoticeProto.Delivery.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var id = Wire.requireText("Delivery.id", wire.getId(), "the message's id");
        var of = " of delivery " + id;
        return new Delivery(
                id,
                Wire.requireText("Delivery.household" + of, wire.getHousehold(), "the household's id"),
                wire.getCaregiver(),
                Wire.requireText("Delivery.channel" + of, wire.getChannel(), "the channel's id"),
                wire.getAlertId(),
                wire.getAlertVersion(),
                wire.getTest(),
                outcome(of, wire),
                wire.getAttempts(),
                wire.getDetail(),
                Wire.requireTime("Delivery.at_us" + of, wire.hasAtUs(), wire.getAtUs()));
    }

    @Override
    public byte[] encode(Delivery delivery) {
        return NoticeProto.Delivery.newBuilder()
                .setFormat(Wire.FORMAT)
                .setId(delivery.id())
                .setHousehold(delivery.household())
                .setCaregiver(delivery.caregiver())
                .setChannel(delivery.channel())
                .setAlertId(delivery.alertId())
                .setAlertVersion(delivery.alertVersion())
                .setTest(delivery.test())
                .setOutcome(outcome(delivery.outcome()))
                .setAttempts(delivery.attempts())
                .setDetail(delivery.detail())
                .setAtUs(Wire.micros(delivery.at()))
                .build()
                .toByteArray();
    }

    private static Outcome outcome(String of, NoticeProto.Delivery wire) throws RefusedRecordException {
        return switch (wire.getOutcome()) {
            case DELIVERY_OUTCOME_DELIVERED -> Outcome.DELIVERED;
            case DELIVERY_OUTCOME_RETRYING -> Outcome.RETRYING;
            case DELIVERY_OUTCOME_FAILED -> Outcome.FAILED;
            case DELIVERY_OUTCOME_UNSPECIFIED -> throw Wire.missing("Delivery.outcome" + of, "0", "1 to 3");
            case UNRECOGNIZED -> throw Wire.unsupported("Delivery.outcome" + of, wire.getOutcomeValue(), "1 to 3");
        };
    }

    private static DeliveryOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case DELIVERED -> DeliveryOutcome.DELIVERY_OUTCOME_DELIVERED;
            case RETRYING -> DeliveryOutcome.DELIVERY_OUTCOME_RETRYING;
            case FAILED -> DeliveryOutcome.DELIVERY_OUTCOME_FAILED;
        };
    }
}
