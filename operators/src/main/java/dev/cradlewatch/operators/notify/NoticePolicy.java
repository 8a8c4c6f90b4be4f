package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.stream.Timebase;
import java.io.Serializable;
import java.time.Duration;

/**
 * When somebody is told.
 *
 * @param timebase  the clock by which caregivers are given time to acknowledge
 * @param tooOld    an alert of this age rings nobody any more
 * @param lookAgain while there is nobody to tell, the household is looked at again this often
 * @param testWait  how long a test waits for its channel to become known
 */
public record NoticePolicy(Timebase timebase, Duration tooOld, Duration lookAgain, Duration testWait)
        implements Serializable {

    public static NoticePolicy defaults(Timebase timebase) {
        return new NoticePolicy(timebase, Duration.ofMinutes(10), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
}
