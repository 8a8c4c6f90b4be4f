package dev.cradlewatch.connectors.notify;

import java.time.Duration;

/** What one attempt came to. */
public sealed interface SendResult {

    /** In words; never a secret, and nothing of what the other side's body says. */
    String detail();

    /** The channel took it. */
    record Taken(String detail) implements SendResult {}

    /** It will not take it however often it is asked. */
    record Refused(String detail) implements SendResult {}

    /**
     * It may take it later.
     *
     * @param notBefore how long it asks to be left alone; zero if it does not say
     */
    record Missed(String detail, Duration notBefore) implements SendResult {

        static Missed of(String detail) {
            return new Missed(detail, Duration.ZERO);
        }
    }
}
