package dev.cradlewatch.operators.notify;

import java.time.Instant;

/**
 * A test of a channel that came.
 *
 * @param test     what is asked
 * @param until    how long it waits for its channel, by the machine's clock
 * @param answered whether somebody was told already
 */
public record PendingTest(ChannelTest test, Instant until, boolean answered) {

    PendingTest nowAnswered() {
        return new PendingTest(test, until, true);
    }
}
