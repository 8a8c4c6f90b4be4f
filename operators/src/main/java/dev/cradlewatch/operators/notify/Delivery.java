package dev.cradlewatch.operators.notify;

import java.time.Instant;

/**
 * What became of one message to one channel. A message has several over time, under one id: the newest counts (by attempts, then
 * by time). A channel whose newest delivery is not DELIVERED has failed.
 *
 * @param id           of the message
 * @param household    whose
 * @param caregiver    whom it is for; empty for the household's Home Assistant
 * @param channel      id of the channel among the caregiver's; {@link #HOME_ASSISTANT} for the household's Home Assistant
 * @param alertId      what it tells of; empty for a test
 * @param alertVersion of the alert; 0 for a test
 * @param test         whether somebody only tried the channel
 * @param outcome      what became of it
 * @param attempts     how often it was tried up to now
 * @param detail       what the channel said, in words; never a secret
 * @param at           when that was, by the machine's clock
 */
public record Delivery(
        String id,
        String household,
        String caregiver,
        String channel,
        String alertId,
        int alertVersion,
        boolean test,
        Outcome outcome,
        int attempts,
        String detail,
        Instant at) {
    /** Stands for a channel's id where the household's Home Assistant is meant. */
    public static final String HOME_ASSISTANT = "home-assistant";

    /** What became of a message. */
    public enum Outcome {
        /** The channel took it. */
        DELIVERED,
        /** It did not; it will be tried again. */
        RETRYING,
        /** It did not, and nobody tries again. */
        FAILED
    }
}
