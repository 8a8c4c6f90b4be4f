package dev.cradlewatch.connectors.clip;

import java.time.Instant;

/**
 * A clip that lies in a file.
 *
 * @param alertId     the alert it belongs to
 * @param household   whom that concerns
 * @param device      the monitor that heard it
 * @param startedAt   when what the alert tells of began
 * @param start       time of the first sample
 * @param millis      its length
 * @param soundMillis how much of it was heard; the rest is silence
 * @param path        address of the file
 * @param bytes       size of the file
 * @param writtenAt   when it was written, by the machine's clock
 */
public record ClipFile(
        String alertId,
        String household,
        String device,
        Instant startedAt,
        Instant start,
        long millis,
        long soundMillis,
        String path,
        long bytes,
        Instant writtenAt) {
    /** What every clip's file holds. */
    public static final String FORMAT = "WAV 16 kHz mono S16LE";
}
