package dev.cradlewatch.connectors.wire;

import dev.cradlewatch.connectors.proto.v1.AlertProto;
import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** {@link Alert} on topic alerts. Kinds, severities and silences of a later release are refused. */
public final class AlertCodec implements RecordCodec<Alert> {
    private static final String MESSAGE = "Alert";

    @Override
    public Alert decode(byte[] value) throws RefusedRecordException {
        var wire = Wire.parse(MESSAGE, AlertProto.Alert.parser(), value);
        Wire.requireFormat(MESSAGE, wire.getFormat());
        var id = Wire.requireText("Alert.id", wire.getId(), "the alert's id");
        var of = " of alert " + id;
        Wire.requireNonZero("Alert.version" + of, wire.getVersion(), "1 or more");
        return new Alert(
                id,
                wire.getVersion(),
                Wire.requireText("Alert.household" + of, wire.getHousehold(), "the household's id"),
                kind(of, wire),
                severity(of, wire),
                silence(of, wire),
                Wire.requireTime("Alert.started_us" + of, wire.hasStartedUs(), wire.getStartedUs()),
                Wire.requireTime("Alert.at_us" + of, wire.hasAtUs(), wire.getAtUs()),
                wire.getEvidenceList().stream().map(AlertCodec::evidence).toList(),
                wire.hasAcknowledgedUs()
                        ? new Acknowledgement(wire.getAcknowledgedBy(), Wire.instant(wire.getAcknowledgedUs()))
                        : Acknowledgement.none());
    }

    @Override
    public byte[] encode(Alert alert) {
        var wire = AlertProto.Alert.newBuilder()
                .setFormat(Wire.FORMAT)
                .setId(alert.id())
                .setVersion(alert.version())
                .setHousehold(alert.household())
                .setKind(kind(alert.kind()))
                .setSeverity(severity(alert.severity()))
                .setSilence(silence(alert.silence()))
                .setStartedUs(Wire.micros(alert.startedAt()))
                .setAtUs(Wire.micros(alert.at()))
                .addAllEvidence(
                        alert.evidence().stream().map(AlertCodec::evidence).toList());
        var acknowledgement = alert.acknowledgement();
        if (acknowledgement.isGiven()) {
            wire.setAcknowledgedBy(acknowledgement.caregiver()).setAcknowledgedUs(Wire.micros(acknowledgement.at()));
        }
        return wire.build().toByteArray();
    }

    private static DeviceEvidence evidence(AlertProto.DeviceEvidence wire) {
        return new DeviceEvidence(
                wire.getDevice(),
                wire.getPosterior(),
                wire.getPeakProbability(),
                wire.getCryingSeconds(),
                wire.getHeardLocally());
    }

    private static AlertProto.DeviceEvidence evidence(DeviceEvidence evidence) {
        return AlertProto.DeviceEvidence.newBuilder()
                .setDevice(evidence.device())
                .setPosterior(evidence.posterior())
                .setPeakProbability(evidence.peakProbability())
                .setCryingSeconds(evidence.cryingSeconds())
                .setHeardLocally(evidence.heardLocally())
                .build();
    }

    private static AlertKind kind(String of, AlertProto.Alert wire) throws RefusedRecordException {
        return switch (wire.getKind()) {
            case ALERT_KIND_CRYING -> AlertKind.CRYING;
            case ALERT_KIND_STILL_CRYING -> AlertKind.STILL_CRYING;
            case ALERT_KIND_QUIET_AGAIN -> AlertKind.QUIET_AGAIN;
            case ALERT_KIND_CRIED_WHILE_OFFLINE -> AlertKind.CRIED_WHILE_OFFLINE;
            case ALERT_KIND_MONITOR_OFFLINE -> AlertKind.MONITOR_OFFLINE;
            case ALERT_KIND_MONITOR_BACK -> AlertKind.MONITOR_BACK;
            case ALERT_KIND_ACKNOWLEDGED -> AlertKind.ACKNOWLEDGED;
            case ALERT_KIND_UNSPECIFIED -> throw Wire.missing("Alert.kind" + of, "0", "1 to 7");
            case UNRECOGNIZED -> throw Wire.unsupported("Alert.kind" + of, wire.getKindValue(), "1 to 7");
        };
    }

    private static AlertProto.AlertKind kind(AlertKind kind) {
        return switch (kind) {
            case CRYING -> AlertProto.AlertKind.ALERT_KIND_CRYING;
            case STILL_CRYING -> AlertProto.AlertKind.ALERT_KIND_STILL_CRYING;
            case QUIET_AGAIN -> AlertProto.AlertKind.ALERT_KIND_QUIET_AGAIN;
            case CRIED_WHILE_OFFLINE -> AlertProto.AlertKind.ALERT_KIND_CRIED_WHILE_OFFLINE;
            case MONITOR_OFFLINE -> AlertProto.AlertKind.ALERT_KIND_MONITOR_OFFLINE;
            case MONITOR_BACK -> AlertProto.AlertKind.ALERT_KIND_MONITOR_BACK;
            case ACKNOWLEDGED -> AlertProto.AlertKind.ALERT_KIND_ACKNOWLEDGED;
        };
    }

    private static Severity severity(String of, AlertProto.Alert wire) throws RefusedRecordException {
        return switch (wire.getSeverity()) {
            case SEVERITY_INFO -> Severity.INFO;
            case SEVERITY_WARNING -> Severity.WARNING;
            case SEVERITY_CRITICAL -> Severity.CRITICAL;
            case SEVERITY_UNSPECIFIED -> throw Wire.missing("Alert.severity" + of, "0", "1 to 3");
            case UNRECOGNIZED -> throw Wire.unsupported("Alert.severity" + of, wire.getSeverityValue(), "1 to 3");
        };
    }

    private static AlertProto.Severity severity(Severity severity) {
        return switch (severity) {
            case INFO -> AlertProto.Severity.SEVERITY_INFO;
            case WARNING -> AlertProto.Severity.SEVERITY_WARNING;
            case CRITICAL -> AlertProto.Severity.SEVERITY_CRITICAL;
        };
    }

    private static Silence silence(String of, AlertProto.Alert wire) throws RefusedRecordException {
        return switch (wire.getSilence()) {
            case SILENCE_NONE -> Silence.NONE;
            case SILENCE_KIND -> Silence.KIND;
            case SILENCE_SNOOZED -> Silence.SNOOZED;
            case SILENCE_QUIET_HOURS -> Silence.QUIET_HOURS;
            case SILENCE_ACKNOWLEDGED -> Silence.ACKNOWLEDGED;
            case SILENCE_UNSPECIFIED -> throw Wire.missing("Alert.silence" + of, "0", "1 to 5");
            case UNRECOGNIZED -> throw Wire.unsupported("Alert.silence" + of, wire.getSilenceValue(), "1 to 5");
        };
    }

    private static AlertProto.Silence silence(Silence silence) {
        return switch (silence) {
            case NONE -> AlertProto.Silence.SILENCE_NONE;
            case KIND -> AlertProto.Silence.SILENCE_KIND;
            case SNOOZED -> AlertProto.Silence.SILENCE_SNOOZED;
            case QUIET_HOURS -> AlertProto.Silence.SILENCE_QUIET_HOURS;
            case ACKNOWLEDGED -> AlertProto.Silence.SILENCE_ACKNOWLEDGED;
        };
    }
}
