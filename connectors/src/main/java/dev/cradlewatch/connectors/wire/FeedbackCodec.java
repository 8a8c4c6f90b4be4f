package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.FeedbackProto;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.feedback.FeedbackKind;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Instant;

/**
 * {@link Feedback} on topic feedback. A kind of a later release becomes OTHER: what a caregiver said is kept though this release
 * does not understand it. An acknowledgement or a false alarm must name its alert, a missed cry the time when it began.
 */
public final class FeedbackCodec implements RecordCodec<Feedback> {
    private static final String MESSAGE = "Feedback";

    /** Stands for a kind of a later release where OTHER itself is written: no release gives this number a meaning. */
    private static final int OTHER_KIND = 1_000_000;

    @Override
    public Feedback decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, FeedbackProto.Feedback.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var id = Wire.requireText("Feedback.id", wire.getId(), "the feedback's id");
        var of = " of feedback " + id;
        var kind = kind(of, wire.getKind());
        if (kind == FeedbackKind.ACKNOWLEDGED || kind == FeedbackKind.FALSE_ALARM) {
            Wire.requireText("Feedback.alert_id" + of, wire.getAlertId(), "the alert that it is about");
        }
        if (kind == FeedbackKind.MISSED_CRY) {
            Wire.requirePresent("Feedback.cry_from_us" + of, wire.hasCryFromUs(), "about when the cry began");
        }
        if (wire.hasCryFromUs() && wire.hasCryToUs() && wire.getCryToUs() < wire.getCryFromUs()) {
            throw Wire.malformed(
                    "Feedback.cry_to_us" + of, wire.getCryToUs(), "cry_from_us or later, " + wire.getCryFromUs());
        }
        return new Feedback(
                id,
                Wire.requireText("Feedback.household" + of, wire.getHousehold(), "the household's id"),
                kind,
                wire.getAlertId(),
                wire.getAlertVersion(),
                wire.getCaregiver(),
                Wire.requireTime("Feedback.at_us" + of, wire.hasAtUs(), wire.getAtUs()),
                wire.getDevice(),
                wire.hasCryFromUs() ? Wire.instant(wire.getCryFromUs()) : Instant.EPOCH,
                wire.hasCryToUs() ? Wire.instant(wire.getCryToUs()) : Instant.EPOCH);
    }

    @Override
    public byte[] encode(Feedback feedback) {
        var wire = FeedbackProto.Feedback.newBuilder()
                .setFormat(Wire.FORMAT)
                .setId(feedback.id())
                .setHousehold(feedback.household())
                .setKindValue(kind(feedback.kind()))
                .setAlertId(feedback.alertId())
                .setAlertVersion(feedback.alertVersion())
                .setCaregiver(feedback.caregiver())
                .setAtUs(Wire.micros(feedback.at()))
                .setDevice(feedback.device());
        if (!feedback.cryFrom().equals(Instant.EPOCH)) {
            wire.setCryFromUs(Wire.micros(feedback.cryFrom()));
        }
        if (!feedback.cryTo().equals(Instant.EPOCH)) {
            wire.setCryToUs(Wire.micros(feedback.cryTo()));
        }
        return wire.build().toByteArray();
    }

    private static FeedbackKind kind(String of, FeedbackProto.FeedbackKind kind) throws RefusedRecordException {
        return switch (kind) {
            case FEEDBACK_KIND_ACKNOWLEDGED -> FeedbackKind.ACKNOWLEDGED;
            case FEEDBACK_KIND_FALSE_ALARM -> FeedbackKind.FALSE_ALARM;
            case FEEDBACK_KIND_MISSED_CRY -> FeedbackKind.MISSED_CRY;
            case FEEDBACK_KIND_UNSPECIFIED -> throw Wire.missing("Feedback.kind" + of, "0", "1 to 3");
            case UNRECOGNIZED -> FeedbackKind.OTHER;
        };
    }

    private static int kind(FeedbackKind kind) {
        return switch (kind) {
            case ACKNOWLEDGED -> FeedbackProto.FeedbackKind.FEEDBACK_KIND_ACKNOWLEDGED_VALUE;
            case FALSE_ALARM -> FeedbackProto.FeedbackKind.FEEDBACK_KIND_FALSE_ALARM_VALUE;
            case MISSED_CRY -> FeedbackProto.FeedbackKind.FEEDBACK_KIND_MISSED_CRY_VALUE;
            case OTHER -> OTHER_KIND;
        };
    }
}
