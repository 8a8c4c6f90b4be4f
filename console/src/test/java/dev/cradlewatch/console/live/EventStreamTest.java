package dev.cradlewatch.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.console.metrics.ConsoleMetrics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final int MANY = 1_000;
    private static final int MEBIBYTE = 1 << 20;

    private final SlowPage browser = new SlowPage();
    private final EventStream stream = new EventStream(browser, "session", new ConsoleMetrics());

    @Test
    void aFrameIsWrittenAsTheHtmlStandardSays() {
        opens(MANY);
        stream.tell(Frame.of("alert", "{\"id\":\"x\"}".getBytes(StandardCharsets.UTF_8)));
        assertThat(browser.text()).isEqualTo("event: alert\ndata: {\"id\":\"x\"}\n\n");
    }

    @Test
    void whatIsToldBeforeTheContainerIsReadyComesWhenItIs() {
        stream.tell(frame("snapshot"));
        stream.tell(frame("first"));
        assertThat(browser.text()).isEmpty();
        opens(MANY);
        stream.tell(frame("second"));
        assertThat(browser.text()).isEqualTo("snapshot first second ");
    }

    @Test
    void framesComeInOrderHoweverSlowlyTheyAreRead() {
        opens(0);
        for (var number = 0; number < 5; number++) {
            stream.tell(frame("f" + number));
        }
        assertThat(browser.text()).isEmpty();
        opens(2);
        assertThat(browser.text()).isEqualTo("f0 f1 ");
        stream.tell(frame("f5"));
        assertThat(browser.text()).isEqualTo("f0 f1 ");
        opens(MANY);
        assertThat(browser.text()).isEqualTo("f0 f1 f2 f3 f4 f5 ");
    }

    @Test
    void nothingWaitsInABufferWhenThereIsNothingMoreToWrite() {
        opens(MANY);
        stream.tell(frame("alert"));
        assertThat(browser.flushes()).isEqualTo(1);
        stream.onWritePossible();
        assertThat(browser.flushes()).as("nothing new to flush").isEqualTo(1);
    }

    @Test
    void aPageThatDoesNotReadIsLetGoAndTakesNoMoreMemory() {
        opens(0);
        var told = 0;
        while (!stream.ended().isDone() && told < MANY) {
            stream.tell(new Frame(new byte[MEBIBYTE]));
            told++;
        }
        assertThat(told).isEqualTo(5);
        stream.tell(frame("late"));
        opens(MANY);
        assertThat(browser.text()).isEmpty();
    }

    @Test
    void aPageThatReadsIsNeverLetGoHoweverMuchItIsTold() {
        opens(MANY);
        for (var told = 0; told < 20; told++) {
            stream.tell(new Frame(new byte[MEBIBYTE]));
        }
        assertThat(stream.ended()).isNotDone();
        assertThat(browser.text()).hasSize(20 * MEBIBYTE);
    }

    @Test
    void whatWasToldBeforeTheEndIsStillWritten() {
        opens(0);
        stream.tell(frame("signed-out"));
        stream.close();
        assertThat(stream.ended()).isNotDone();
        opens(MANY);
        assertThat(browser.text()).isEqualTo("signed-out ");
        assertThat(stream.ended()).isDone();
    }

    @Test
    void nothingIsWrittenAfterTheEnd() {
        opens(MANY);
        stream.close();
        assertThat(stream.ended()).isDone();
        stream.tell(frame("late"));
        stream.onWritePossible();
        assertThat(browser.text()).isEmpty();
    }

    @Test
    void theStreamIsOverWhenTheBrowserIsGone() {
        opens(MANY);
        stream.onError(new IOException("reset"));
        assertThat(stream.ended()).isDone();
        stream.tell(frame("late"));
        assertThat(browser.text()).isEmpty();
    }

    @Test
    void theStreamIsOverWhenAWriteFindsTheBrowserGone() {
        opens(MANY);
        browser.leave();
        stream.tell(frame("alert"));
        assertThat(stream.ended()).isDone();
        stream.tell(frame("late"));
        assertThat(browser.text()).isEmpty();
    }

    /**
     * Who hears of the end takes the household's lock, and whoever tells a household's pages holds that lock while it takes the
     * page's: told the other way round, both would wait for ever, and with them all alerts.
     */
    @Test
    void theEndIsToldWhileNobodyHoldsThePagesLock() {
        var held = new AtomicBoolean();
        stream.ended().thenRun(() -> held.set(Thread.holdsLock(stream)));
        stream.tell(frame("alert"));
        browser.leave();
        opens(MANY);
        assertThat(stream.ended()).isDone();
        assertThat(held).isFalse();
    }

    @Test
    void anOrderlyEndIsToldWhileNobodyHoldsThePagesLock() {
        var held = new AtomicBoolean();
        stream.ended().thenRun(() -> held.set(Thread.holdsLock(stream)));
        stream.close();
        opens(MANY);
        assertThat(stream.ended()).isDone();
        assertThat(held).isFalse();
    }

    private void opens(int writes) {
        browser.room(writes);
        stream.onWritePossible();
    }

    private static Frame frame(String text) {
        return new Frame((text + " ").getBytes(StandardCharsets.UTF_8));
    }
}
