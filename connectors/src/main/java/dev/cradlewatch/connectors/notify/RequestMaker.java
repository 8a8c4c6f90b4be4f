package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.notify.Notice;
import java.net.http.HttpRequest;
import java.time.Instant;

/** A notice as the HTTP request that a kind of channel takes. */
@FunctionalInterface
interface RequestMaker<C extends Channel> {

    /**
     * The request, without time limits.
     *
     * @throws IllegalArgumentException if the channel's address or keys are not usable; the message says which, and shows none
     */
    HttpRequest.Builder request(Notice notice, C channel, Instant now);
}
