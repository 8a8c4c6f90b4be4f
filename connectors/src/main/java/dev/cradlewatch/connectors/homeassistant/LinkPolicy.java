package dev.cradlewatch.connectors.homeassistant;

import dev.cradlewatch.connectors.notify.Destinations;
import java.io.Serializable;
import java.time.Duration;

/**
 * How brokers are reached.
 *
 * @param destinations  where they may be
 * @param connectWithin how long a connection may take
 * @param first         wait before a broken connection is made anew; each further one is twice as long
 * @param longest       longest wait
 */
public record LinkPolicy(Destinations destinations, Duration connectWithin, Duration first, Duration longest)
        implements Serializable {

    public static LinkPolicy of(Destinations destinations) {
        return new LinkPolicy(destinations, Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    Duration waitAfter(int failures) {
        var wait = first;
        for (var i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }
}
