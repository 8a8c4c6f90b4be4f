package dev.cradlewatch.operators.notify;

import java.time.Instant;

/**
 * Somebody wants to know whether a channel works.
 *
 * @param id        unique; becomes the id of the delivery
 * @param household whose
 * @param caregiver whose channel; empty for the household's Home Assistant
 * @param channel   id of the channel; {@link Delivery#HOME_ASSISTANT} for the household's Home Assistant
 * @param askedBy   name of who asks
 * @param at        when
 */
public record ChannelTest(String id, String household, String caregiver, String channel, String askedBy, Instant at) {

    public boolean isOfHomeAssistant() {
        return caregiver.isEmpty() && channel.equals(Delivery.HOME_ASSISTANT);
    }
}
