package dev.cradlewatch.connectors.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final byte[] ON = {1};
    private static final byte[] OFF = {0};

    private final Outbox outbox = new Outbox();

    @Test
    void sendsEachMessageOnceAndAllAgainOverANewConnection() {
        outbox.keep("a", ON);
        outbox.keep("b", ON);
        assertThat(sendAll()).containsExactly("a", "b");
        outbox.keep("a", ON);
        assertThat(sendAll()).isEmpty();
        outbox.startOver();
        assertThat(sendAll()).containsExactly("a", "b");
    }

    @Test
    void aNewerMessageOfATopicTakesThePlaceOfTheOlderOne() {
        outbox.keep("a", ON);
        var first = outbox.next().orElseThrow();
        outbox.keep("a", OFF);
        var second = outbox.next().orElseThrow();
        assertThat(second.payload()).isEqualTo(OFF);
        outbox.taken(first);
        assertThat(outbox.isTaken()).isFalse();
        outbox.taken(second);
        assertThat(outbox.isTaken()).isTrue();
    }

    @Test
    void whatIsGivenAwayIsKeptOnlyUntilItIsTaken() {
        outbox.giveAway("picture", ON);
        assertThat(outbox.next()).isPresent();
        outbox.startOver();
        assertThat(sendAll()).containsExactly("picture");
        outbox.startOver();
        assertThat(sendAll()).isEmpty();
        assertThat(outbox.isTaken()).isTrue();
    }

    private List<String> sendAll() {
        var topics = new ArrayList<String>();
        for (var next = outbox.next(); next.isPresent(); next = outbox.next()) {
            topics.add(next.get().topic());
            outbox.taken(next.get());
        }
        return topics;
    }
}
