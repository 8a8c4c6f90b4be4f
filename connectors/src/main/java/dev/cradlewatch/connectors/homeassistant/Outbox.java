package dev.cradlewatch.connectors.homeassistant;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a broker shall retain, by topic, and whether it does. Only the newest message of a topic counts. */
final class Outbox {
    private final Map<String, Held> held = new LinkedHashMap<>();

    private enum Stage {
        /** Not yet sent on this connection. */
        WAITING,
        SENT,
        /** The broker has it. */
        TAKEN
    }

    /** @param once whether it is given away once the broker has it */
    private record Held(byte[] payload, boolean once, Stage stage) {
        Held in(Stage other) {
            return new Held(payload, once, other);
        }
    }

    /** A message to be sent. */
    record Letter(String topic, byte[] payload) {}

    /** Keeps it, to be sent again over each new connection; one that is held already changes nothing. */
    void keep(String topic, byte[] payload) {
        put(topic, payload, false);
    }

    /** Sends it once: pictures are large, and what is taken back is nothing. */
    void giveAway(String topic, byte[] payload) {
        put(topic, payload, true);
    }

    /** Topics of what is kept. */
    Set<String> kept() {
        var topics = new HashSet<String>();
        held.forEach((topic, message) -> {
            if (!message.once()) {
                topics.add(topic);
            }
        });
        return topics;
    }

    /** Everything is to be sent: the connection is new. */
    void startOver() {
        held.replaceAll((topic, message) -> message.in(Stage.WAITING));
    }

    /** This is to be sent once more. */
    void startOver(String topic) {
        held.computeIfPresent(topic, (same, message) -> message.in(Stage.WAITING));
    }

    /** What is to be sent next; it counts as sent. */
    Optional<Letter> next() {
        for (var message : held.entrySet()) {
            if (message.getValue().stage() == Stage.WAITING) {
                message.setValue(message.getValue().in(Stage.SENT));
                return Optional.of(
                        new Letter(message.getKey(), message.getValue().payload()));
            }
        }
        return Optional.empty();
    }

    /** The broker has it; nothing changes if the topic holds something else by now. */
    void taken(Letter letter) {
        var message = Optional.ofNullable(held.get(letter.topic()))
                .filter(still -> still.payload() == letter.payload() && still.stage() == Stage.SENT);
        if (message.isPresent() && message.get().once()) {
            held.remove(letter.topic());
        } else if (message.isPresent()) {
            held.put(letter.topic(), message.get().in(Stage.TAKEN));
        }
    }

    /** Whether the broker has everything. */
    boolean isTaken() {
        return held.values().stream().allMatch(message -> message.stage() == Stage.TAKEN);
    }

    private void put(String topic, byte[] payload, boolean once) {
        var isHeld = Optional.ofNullable(held.get(topic))
                .filter(message -> Arrays.equals(message.payload(), payload))
                .isPresent();
        if (!isHeld) {
            held.put(topic, new Held(payload, once, Stage.WAITING));
        }
    }
}
