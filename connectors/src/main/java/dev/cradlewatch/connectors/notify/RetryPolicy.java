package dev.cradlewatch.connectors.notify;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a message that was not taken is tried again.
 *
 * @param first       wait after the first attempt; each further one is twice as long
 * @param longest     longest wait, also where the other side asks for a longer one
 * @param attempts    how often it is tried
 * @param giveUpAfter how long after it was planned it is tried at most: later, nobody wants to be rung for it
 */
public record RetryPolicy(Duration first, Duration longest, int attempts, Duration giveUpAfter)
        implements Serializable {

    public static RetryPolicy defaults() {
        return new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(2), 9, Duration.ofMinutes(10));
    }

    /**
     * The wait after this many attempts.
     *
     * @param asked for how long the other side asks to be left alone
     */
    Duration waitAfter(int attempt, Duration asked) {
        var wait = first;
        for (var i = 1; i < attempt && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return min(max(wait, asked), longest);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
