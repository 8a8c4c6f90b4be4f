package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An alert as the page shows it: its newest version, with names instead of ids, and what caregivers called it. */
record AlertView(
        String id,
        int version,
        AlertKind kind,
        Severity severity,
        Silence silence,
        boolean rings,
        boolean open,
        Instant startedAt,
        Instant at,
        String acknowledgedBy,
        Optional<Instant> acknowledgedAt,
        String label,
        String labelBy,
        List<EvidenceView> evidence) {

    /** What one monitor contributes, and where its sound is. */
    record EvidenceView(
            String device,
            String name,
            double posterior,
            double peakProbability,
            int cryingSeconds,
            boolean heardLocally,
            String clip,
            String spectrogram) {}
}
