package dev.cradlewatch.operators.alert;

import java.time.Instant;
import java.util.List;

/**
 * One version of one alert. All versions of an alert share its id; a consumer keeps the highest version (upsert), so that a
 * version delivered twice changes nothing.
 *
 * @param id        deterministic: the same input gives the same id
 * @param version   from 1, rising by one
 * @param household whom it concerns
 * @param kind      what it tells
 * @param severity  how loudly it asks
 * @param silence   whether it rings, and if not, why
 * @param startedAt when what it tells of began
 * @param at        event time of this version: the end of the window, or the time of the event, that caused it
 * @param evidence  the monitors that contributed
 * @param acknowledgement whether somebody goes
 */
public record Alert(
        String id,
        int version,
        String household,
        AlertKind kind,
        Severity severity,
        Silence silence,
        Instant startedAt,
        Instant at,
        List<DeviceEvidence> evidence,
        Acknowledgement acknowledgement) {

    public Alert {
        evidence = List.copyOf(evidence);
    }

    /** An alert that nobody has acknowledged. */
    public Alert(
            String id,
            int version,
            String household,
            AlertKind kind,
            Severity severity,
            Silence silence,
            Instant startedAt,
            Instant at,
            List<DeviceEvidence> evidence) {
        this(id, version, household, kind, severity, silence, startedAt, at, evidence, Acknowledgement.none());
    }

    public boolean rings() {
        return silence == Silence.NONE;
    }
}
