package dev.cradlewatch.operators.alert;

import java.time.Instant;

/**
 * What a household's state remembers of one monitor.
 *
 * @param run       crying by the full model, live lane
 * @param local     crying by the monitor's own model
 * @param late      crying in its backlog
 * @param lastLevel when the full model's newest live view was known, by the job's clock
 * @param lastSign  event time of its newest event
 * @param outage    its alert while it is dark
 */
public record DeviceTrack(
        CryRun run, LocalCry local, LateCry late, Instant lastLevel, Instant lastSign, Outage outage) {

    static DeviceTrack fresh() {
        return new DeviceTrack(
                CryRun.quiet(), LocalCry.none(), LateCry.none(), Instant.EPOCH, Instant.EPOCH, Outage.none());
    }

    DeviceTrack with(CryRun next) {
        return new DeviceTrack(next, local, late, lastLevel, lastSign, outage);
    }

    DeviceTrack with(LocalCry next) {
        return new DeviceTrack(run, next, late, lastLevel, lastSign, outage);
    }

    DeviceTrack with(LateCry next) {
        return new DeviceTrack(run, local, next, lastLevel, lastSign, outage);
    }

    DeviceTrack with(Outage next) {
        return new DeviceTrack(run, local, late, lastLevel, lastSign, next);
    }

    DeviceTrack leveledAt(Instant now) {
        return new DeviceTrack(run, local, late, now, lastSign, outage);
    }

    DeviceTrack signedAt(Instant at) {
        return new DeviceTrack(run, local, late, lastLevel, at.isAfter(lastSign) ? at : lastSign, outage);
    }

    DeviceEvidence evidence(String device) {
        return new DeviceEvidence(device, run.posterior(), run.peak(), run.seconds(), local.isOn());
    }
}
