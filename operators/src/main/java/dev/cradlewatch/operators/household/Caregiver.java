package dev.cradlewatch.operators.household;

import java.util.List;
import java.util.Optional;

/**
 * Somebody who is told.
 *
 * @param id       within the household
 * @param name     what the others call them
 * @param channels all of them are used at once
 */
public record Caregiver(String id, String name, List<Channel> channels) {

    public Caregiver {
        channels = List.copyOf(channels);
    }

    public Optional<Channel> channel(String id) {
        return channels.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }
}
