package dev.cradlewatch.connectors.notify;

import java.io.Serializable;
import java.time.Duration;

/**
 * How messages are sent.
 *
 * @param destinations  where they may go
 * @param connectWithin how long a connection may take
 * @param answerWithin  how long the other side may take to answer
 * @param vapid         keys that browsers' push services know this system by
 * @param contact       address of who runs it, {@code mailto:} or {@code https:}: push services write there when something is wrong
 * @param page          address of the console, which a message leads to; empty if it has none
 */
public record SendPolicy(
        Destinations destinations,
        Duration connectWithin,
        Duration answerWithin,
        VapidKeys vapid,
        String contact,
        String page)
        implements Serializable {

    public static SendPolicy of(Destinations destinations, VapidKeys vapid, String contact, String page) {
        return new SendPolicy(destinations, Duration.ofSeconds(5), Duration.ofSeconds(10), vapid, contact, page);
    }
}
