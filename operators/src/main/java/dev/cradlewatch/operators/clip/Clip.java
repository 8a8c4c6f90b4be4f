package dev.cradlewatch.operators.clip;

import java.time.Duration;
import java.time.Instant;

/**
 * The sound of one monitor around one alert.
 *
 * @param alertId     the alert
 * @param household   whom it concerns
 * @param device      the monitor
 * @param startedAt   when what the alert tells of began
 * @param start       time of the first sample
 * @param soundMillis how much of it was heard; the rest is silence in its place
 * @param pcm         16 kHz mono S16LE samples, at most a minute by default: 1.92 MB
 */
public record Clip(
        String alertId,
        String household,
        String device,
        Instant startedAt,
        Instant start,
        long soundMillis,
        byte[] pcm) {

    public Duration length() {
        return ClipSound.duration(pcm.length);
    }
}
