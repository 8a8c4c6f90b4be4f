package dev.cradlewatch.operators.clip;

import dev.cradlewatch.operators.stream.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which sound of one monitor belongs to one alert, and where it stands in the log.
 *
 * @param alertId   the alert
 * @param household whom it concerns
 * @param device    the monitor
 * @param startedAt when what the alert tells of began
 * @param start     time of the first sample
 * @param end       time after the last sample
 * @param windows   what was heard, in the order of time; the rest is silence
 */
public record ClipPlan(
        String alertId,
        String household,
        String device,
        Instant startedAt,
        Instant start,
        Instant end,
        List<HeldWindow> windows) {

    public ClipPlan {
        windows = List.copyOf(windows);
    }

    /** Where its windows stand. */
    public List<Origin> origins() {
        return windows.stream().map(HeldWindow::origin).toList();
    }

    /**
     * The clip.
     *
     * @param sound 16 kHz mono S16LE samples by where their window stands; what is not there is silence
     * @return none if nothing is there
     */
    public Optional<Clip> clip(Map<Origin, byte[]> sound) {
        var laid = new ClipSound(start, end);
        for (var window : windows) {
            var samples = sound.get(window.origin());
            if (samples != null) {
                laid.lay(window, samples);
            }
        }
        return laid.heardMillis() == 0
                ? Optional.empty()
                : Optional.of(new Clip(alertId, household, device, startedAt, start, laid.heardMillis(), laid.pcm()));
    }
}
