package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Message;
import dev.cradlewatch.operators.notify.Message.Urgency;
import dev.cradlewatch.operators.notify.Notice;
import java.time.Instant;
import java.util.List;

/** Messages of the tests. */
final class Notices {
    static final Instant AT = Instant.parse("2026-01-15T22:00:00.123456Z");

    private Notices() {}

    static Notice of(Channel channel, Urgency urgency) {
        return of(channel, urgency, 1);
    }

    static Notice of(Channel channel, Urgency urgency, int version) {
        return new Notice(
                "m-%s-%d".formatted(channel.id(), version),
                "willow",
                "ada",
                channel,
                new Message(
                        "8d6a3f6e-2f3c-3b1a-9a55-000000000001",
                        version,
                        "CRYING",
                        "WARNING",
                        urgency,
                        "Willow: crying",
                        "Crying heard by Crib Ä.",
                        AT.minusSeconds(3),
                        AT,
                        List.of("Crib Ä")),
                AT);
    }
}
