package dev.cradlewatch.jobs.notify;

import dev.cradlewatch.connectors.homeassistant.LinkPolicy;
import dev.cradlewatch.connectors.notify.RetryPolicy;
import dev.cradlewatch.connectors.notify.SendPolicy;
import dev.cradlewatch.operators.notify.NoticePolicy;
import dev.cradlewatch.operators.stream.Timebase;

/**
 * Everything that can be set in a {@link NotifyJob}.
 *
 * @param notices when somebody is told
 * @param sending how
 * @param retries when it is tried again
 * @param links   how households' brokers are reached
 */
public record NotifyConfig(NoticePolicy notices, SendPolicy sending, RetryPolicy retries, LinkPolicy links) {

    /** @param timebase the wall for real monitors; the stream's where alerts are dated by a simulated night */
    public static NotifyConfig defaults(Timebase timebase, SendPolicy sending) {
        return new NotifyConfig(
                NoticePolicy.defaults(timebase),
                sending,
                RetryPolicy.defaults(),
                LinkPolicy.of(sending.destinations()));
    }
}
