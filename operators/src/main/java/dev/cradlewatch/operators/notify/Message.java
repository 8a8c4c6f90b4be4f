package dev.cradlewatch.operators.notify;

import java.time.Instant;
import java.util.List;

/**
 * What somebody is told; the same for all their channels.
 *
 * @param alertId      what it tells of, empty for a test; a later message of the same alert replaces an earlier one where a
 *                     channel can do that
 * @param alertVersion of the alert, 0 for a test
 * @param kind         the alert's kind, or TEST
 * @param severity     the alert's severity, INFO for a test
 * @param urgency      how loudly it asks
 * @param title        a few words
 * @param text         a sentence
 * @param startedAt    when what it tells of began
 * @param at           the alert version's time
 * @param devices      names of the monitors that contributed
 */
public record Message(
        String alertId,
        int alertVersion,
        String kind,
        String severity,
        Urgency urgency,
        String title,
        String text,
        Instant startedAt,
        Instant at,
        List<String> devices) {

    public Message {
        devices = List.copyOf(devices);
    }

    /** How loudly a message asks. */
    public enum Urgency {
        /** Somebody must look now. */
        RING,
        /** It is over, or somebody looks: nothing needs to be done. */
        CLOSING,
        /** Somebody tries the channel. */
        TEST
    }
}
