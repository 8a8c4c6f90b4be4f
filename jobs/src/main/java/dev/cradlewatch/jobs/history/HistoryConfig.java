package dev.cradlewatch.jobs.history;

import dev.cradlewatch.operators.clip.ClipPolicy;
import dev.cradlewatch.operators.device.AdmissionPolicy;
import dev.cradlewatch.operators.device.DuplicatePolicy;
import dev.cradlewatch.operators.stream.Timebase;
import java.time.Duration;

/**
 * Everything that can be set in a {@link HistoryJob}.
 *
 * @param admission   what windows and device events are taken; must be as the alert job's
 * @param duplicates  what is done about those that come again
 * @param memory      how long a score or an alert is remembered, so that it is not counted twice
 * @param clips       what the sound around an alert is cut from
 * @param commitEvery how often new rows become visible; often makes many small files
 */
public record HistoryConfig(
        AdmissionPolicy admission,
        DuplicatePolicy duplicates,
        Duration memory,
        ClipPolicy clips,
        Duration commitEvery) {
    /** How long clips are kept if nobody says otherwise. */
    public static final Duration CLIP_RETENTION = Duration.ofDays(30);

    /**
     * For every timebase the same: a fact's lane is told by its arrival, so that a history job that was down for hours writes what
     * it would have written at the time. Memory is longer than the sound is kept that scores and alerts are made of.
     */
    public static HistoryConfig defaults() {
        return new HistoryConfig(
                AdmissionPolicy.defaults(Timebase.STREAM),
                DuplicatePolicy.defaults(),
                Duration.ofDays(8),
                ClipPolicy.defaults(),
                Duration.ofSeconds(30));
    }

    public HistoryConfig committingEvery(Duration interval) {
        return new HistoryConfig(admission, duplicates, memory, clips, interval);
    }
}
