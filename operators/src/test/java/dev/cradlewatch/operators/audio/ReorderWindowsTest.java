package dev.cradlewatch.operators.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Timebase;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReorderWindowsTest {
    private KeyedOneInputStreamOperatorTestHarness<String, Heard<AudioWindow>, Heard<AudioWindow>> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ReorderWindows(ReorderPolicy.defaults(Timebase.STREAM))),
                heard -> heard.record().device(),
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void passesWindowsInOrderAtOnce() throws Exception {
        arrive(0, 1, 2);
        assertThat(seqs()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void putsSwappedWindowsBackInOrder() throws Exception {
        arrive(0, 2, 3, 1, 4);
        assertThat(seqs()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void givesUpAMissingWindowAfterAWhile() throws Exception {
        arrive(0, 2, 3);
        assertThat(seqs()).containsExactly(0L);

        harness.processWatermark(Night.second(6).toEpochMilli());
        assertThat(seqs()).containsExactly(0L, 2L, 3L);
    }

    @Test
    void givesUpAMissingWindowWhenTooManyWait() throws Exception {
        arrive(0, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(seqs()).containsExactly(0L);
        arrive(10);
        assertThat(seqs()).containsExactly(0L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void waitsForEachGapAnew() throws Exception {
        arrive(0, 2, 4);
        harness.processWatermark(Night.second(5).toEpochMilli());
        assertThat(seqs()).containsExactly(0L, 2L);
        arrive(3);
        assertThat(seqs()).containsExactly(0L, 2L, 3L, 4L);
    }

    @Test
    void passesAWindowWhoseTurnWasGivenUp() throws Exception {
        arrive(0, 2);
        harness.processWatermark(Night.second(9).toEpochMilli());
        arrive(1);
        assertThat(seqs()).containsExactly(0L, 2L, 1L);
    }

    @Test
    void losesNothingAtTheEndOfTheInput() throws Exception {
        arrive(0, 2, 5);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(seqs()).containsExactly(0L, 2L, 5L);
    }

    @Test
    void keepsTheLanesOfADeviceApart() throws Exception {
        arrive(500);
        var backlog = Night.window("crib", 20);
        harness.processElement(
                new Heard<>(
                        "home",
                        backlog.start(),
                        Night.second(502),
                        Lane.LATE,
                        Night.live(backlog).origin(),
                        backlog),
                0);
        arrive(501);
        assertThat(seqs()).containsExactly(500L, 20L, 501L);
    }

    @Test
    void aNewSpoolReleasesWhatWaited() throws Exception {
        arrive(0, 2);
        var window = Night.window("crib", 0);
        var rebooted = new AudioWindow(
                "crib",
                Night.EPOCH + 1,
                0,
                window.start(),
                window.sent(),
                window.sampleRateHz(),
                window.pcm(),
                0,
                "",
                window.reason());
        harness.processElement(Night.live(rebooted), 0);
        assertThat(seqs()).containsExactly(0L, 2L, 0L);
    }

    private void arrive(long... seqs) throws Exception {
        for (var seq : seqs) {
            harness.processElement(Night.live(Night.window("crib", seq)), 0);
        }
    }

    private List<Long> seqs() {
        return harness.extractOutputValues().stream()
                .map(heard -> heard.record().seq())
                .toList();
    }
}
