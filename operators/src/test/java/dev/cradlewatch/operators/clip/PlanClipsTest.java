package dev.cradlewatch.operators.clip;

import static dev.cradlewatch.operators.Night.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cradlewatch.operators.Night;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each second of the test's night has a sound of its own: its number, and 0 is silence. */
class PlanClipsTest {
    private static final Map<Origin, byte[]> SOUND =
            IntStream.range(0, 128).boxed().collect(Collectors.toMap(PlanClipsTest::origin, PlanClipsTest::pcm));
    private static final int MOST_BYTES = 40_000;

    private KeyedTwoInputStreamOperatorTestHarness<String, ScoredWindow, ClipCue, ClipPlan> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aClipLastsFromItsPreRollToItsCloseAndWhatWasNotStreamedIsSilence() throws Exception {
        hear(1, 20);
        hear(25, 30);
        cue(15, 32);
        hear(34, 34);
        assertThat(clips()).isEmpty();

        hear(35, 35);

        assertThat(clips()).hasSize(1);
        var clip = clips().get(0);
        assertThat(sounds(clip))
                .containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 0, 0, 0, 0, 25, 26, 27, 28, 29, 30, 0);
        assertThat(clip.start()).isEqualTo(second(10));
        assertThat(clip.length()).isEqualTo(Duration.ofSeconds(22));
        assertThat(clip.soundMillis()).isEqualTo(17_000);
        assertThat(clip)
                .extracting(Clip::alertId, Clip::household, Clip::device, Clip::startedAt)
                .containsExactly("a", "home", "crib", second(15));
    }

    @Test
    void anAlertThatComesBeforeItsSoundAsInABacklogHasTheSameClip() throws Exception {
        cue(15, Instant.EPOCH);
        cue(15, 32);
        hear(1, 20);
        hear(25, 30);
        hear(34, 35);

        assertThat(clips()).hasSize(1);
        assertThat(sounds(clips().get(0)))
                .containsExactly(10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 0, 0, 0, 0, 25, 26, 27, 28, 29, 30, 0);
    }

    @Test
    void anAlertThatNeverClosesIsCutAtAMinute() throws Exception {
        cue(15, Instant.EPOCH);
        hear(1, 72);
        assertThat(clips()).isEmpty();

        hear(73, 73);

        assertThat(clips()).hasSize(1);
        assertThat(sounds(clips().get(0))).isEqualTo(range(10, 69));
    }

    @Test
    void anAlertThatClosesAfterAMinuteEndsThereToo() throws Exception {
        cue(15, 300);
        hear(1, 80);

        assertThat(clips()).hasSize(1);
        assertThat(sounds(clips().get(0))).isEqualTo(range(10, 69));
    }

    @Test
    void windowsOutOfOrderFindTheirPlace() throws Exception {
        var windows = new ArrayList<>(range(1, 32));
        for (var from = 0; from + 3 <= windows.size(); from += 3) {
            Collections.shuffle(windows.subList(from, from + 3), new Random(from));
        }
        cue(15, 30);
        for (var second : windows) {
            hear(second, second);
        }
        hear(33, 33);

        assertThat(sounds(clips().get(0))).isEqualTo(range(10, 29));
    }

    @Test
    void behindAShutGateAClipIsCutWhenNothingCameForAWhile() throws Exception {
        hear(10, 20);
        cue(15, 30);
        harness.setProcessingTime(Duration.ofSeconds(14).toMillis());
        assertThat(clips()).isEmpty();

        harness.setProcessingTime(Duration.ofSeconds(15).toMillis());

        assertThat(sounds(clips().get(0))).startsWith(10, 11).endsWith(0, 0).hasSize(20);
    }

    @Test
    void aMonitorThatWentDarkWhileSomebodyCriedHasAClipToo() throws Exception {
        hear(10, 20);
        cue(15, Instant.EPOCH);
        harness.setProcessingTime(Duration.ofMinutes(3).toMillis() - 1);
        assertThat(clips()).isEmpty();

        harness.setProcessingTime(Duration.ofMinutes(3).toMillis());

        assertThat(clips())
                .extracting(Clip::length, Clip::soundMillis)
                .containsExactly(tuple(Duration.ofSeconds(60), 11_000L));
    }

    @Test
    void soundThatKeepsComingIsWaitedFor() throws Exception {
        cue(15, 30);
        for (var second = 10; second < 30; second++) {
            harness.setProcessingTime(
                    Duration.ofSeconds(14).multipliedBy(second - 10).toMillis());
            hear(second, second);
        }

        assertThat(clips()).isEmpty();
    }

    @Test
    void anAlertWithoutSoundHasNoClip() throws Exception {
        hear(100, 110);
        cue(15, 30);
        harness.setProcessingTime(Duration.ofHours(2).toMillis());
        harness.processBothWatermarks(Watermark.MAX_WATERMARK);

        assertThat(clips()).isEmpty();
    }

    @Test
    void theEndOfABoundedInputCutsWhatIsThere() throws Exception {
        hear(10, 20);
        cue(15, Instant.EPOCH);

        harness.processBothWatermarks(Watermark.MAX_WATERMARK);

        assertThat(clips()).extracting(Clip::soundMillis).containsExactly(11_000L);
    }

    @Test
    void aRestartInTheMiddleChangesNothingAndAClipThatWasCutIsNotCutAgain() throws Exception {
        hear(1, 17);
        cue(15, Instant.EPOCH);
        try (var second = harness()) {
            second.initializeState(harness.snapshot(1, 1));
            second.open();
            hear(second, "crib", 18, 30);
            second.processElement2(cueOf("crib", 15, second(30)), 0);
            hear(second, "crib", 31, 33);
            assertThat(clips(second)).hasSize(1);
            assertThat(sounds(clips(second).get(0))).isEqualTo(range(10, 29));

            try (var third = harness()) {
                third.initializeState(second.snapshot(2, 2));
                third.open();
                third.processElement2(cueOf("crib", 15, second(30)), 0);
                hear(third, "crib", 34, 40);
                third.processBothWatermarks(Watermark.MAX_WATERMARK);
                assertThat(third.extractOutputValues()).isEmpty();
            }
        }
    }

    @Test
    void whatTheLogHasLetGoOfIsSilenceAndWithoutAnySoundThereIsNoClip() throws Exception {
        hear(10, 33);
        cue(15, 30);
        var plan = harness.extractOutputValues().get(0);

        assertThat(plan.clip(Map.of(origin(12), pcm(12), origin(14), pcm(14))))
                .hasValueSatisfying(clip -> assertThat(sounds(clip)).startsWith(0, 0, 12, 0, 14, 0));
        assertThat(plan.clip(Map.of())).isEmpty();
    }

    @Test
    void twoAlertsOfAMonitorMayShareSound() throws Exception {
        hear(1, 60);
        cue(10, 25);
        harness.processElement2(new ClipCue("b", "home", "crib", second(28), second(40)), 0);

        assertThat(clips()).extracting(Clip::alertId).containsExactly("a", "b");
        assertThat(sounds(clips().get(1))).isEqualTo(range(23, 39));
    }

    @Test
    void aBacklogIsCutFromItsOwnLaneWhileTheMonitorStreamsAnew() throws Exception {
        for (var second = 10; second <= 30; second++) {
            harness.processElement1(window("crib", second, second(second), Lane.LATE), 0);
            harness.processElement1(window("crib", second + 7_000, second(second + 7_000), Lane.LIVE), 0);
        }
        cue(15, 28);
        assertThat(clips()).isEmpty();

        harness.processElement1(window("crib", 31, second(31), Lane.LATE), 0);

        assertThat(sounds(clips().get(0))).isEqualTo(range(10, 27));
    }

    @Test
    void aCorrectedClockThatTremblesTearsNoHolesIntoWindowsInARow() throws Exception {
        var tremble = new Random(1);
        for (var second = 5; second <= 40; second++) {
            var at = second == 5 ? second(5) : second(second).plusMillis(tremble.nextInt(300));
            harness.processElement1(window("crib", second, at, Lane.LIVE), 0);
        }
        cue(15, 30);

        assertThat(sounds(clips().get(0))).isEqualTo(range(10, 29));
        assertThat(clips().get(0).soundMillis()).isEqualTo(20_000);
    }

    @Test
    void aMonitorIsHeldInBoundedMemory() throws Exception {
        hear(1, 1_000);

        assertThat(harness.snapshot(1, 1).getStateSize()).isLessThan(MOST_BYTES);
    }

    @Test
    void soundIsForgottenAfterHalfAnHour() throws Exception {
        harness.setStateTtlProcessingTime(0);
        hear(1, 40);
        harness.setStateTtlProcessingTime(Duration.ofMinutes(31).toMillis());
        cue(15, 30);
        harness.processBothWatermarks(Watermark.MAX_WATERMARK);

        assertThat(clips()).isEmpty();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, ScoredWindow, ClipCue, ClipPlan> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new PlanClips(ClipPolicy.defaults())),
                scored -> scored.window().device(),
                ClipCue::device,
                Types.STRING);
    }

    private List<Clip> clips() {
        return clips(harness);
    }

    private static List<Clip> clips(
            KeyedTwoInputStreamOperatorTestHarness<String, ScoredWindow, ClipCue, ClipPlan> harness) {
        return harness.extractOutputValues().stream()
                .flatMap(plan -> plan.clip(SOUND).stream())
                .toList();
    }

    private void hear(int from, int to) throws Exception {
        hear(harness, "crib", from, to);
    }

    private static void hear(
            KeyedTwoInputStreamOperatorTestHarness<String, ScoredWindow, ClipCue, ClipPlan> harness,
            String device,
            int from,
            int to)
            throws Exception {
        for (var second = from; second <= to; second++) {
            harness.processElement1(window(device, second, second(second), Lane.LIVE), 0);
        }
    }

    private void cue(int startedAt, int closedAt) throws Exception {
        cue(startedAt, second(closedAt));
    }

    private void cue(int startedAt, Instant closedAt) throws Exception {
        harness.processElement2(cueOf("crib", startedAt, closedAt), 0);
    }

    private static ClipCue cueOf(String device, int startedAt, Instant closedAt) {
        return new ClipCue("a", "home", device, second(startedAt), closedAt);
    }

    private static ScoredWindow window(String device, int second, Instant at, Lane lane) {
        var facts = new WindowFacts(
                device,
                "home",
                Night.EPOCH,
                second,
                second(second),
                at,
                second(second + 1),
                lane,
                origin(second),
                0.5f,
                "cry-tiny 1.0.0",
                WindowReason.DETECTION,
                -30);
        return new ScoredWindow(facts, 0.9f, "cry-full 1.0.0");
    }

    private static Origin origin(int second) {
        return new Origin("audio.windows", 0, second);
    }

    private static byte[] pcm(int second) {
        var pcm = new byte[AudioWindow.PCM_BYTES];
        Arrays.fill(pcm, (byte) second);
        return pcm;
    }

    /** What is heard at the middle of each second of a clip. */
    private static List<Integer> sounds(Clip clip) {
        return IntStream.range(0, clip.pcm().length / AudioWindow.PCM_BYTES)
                .mapToObj(second -> (int) clip.pcm()[second * AudioWindow.PCM_BYTES + AudioWindow.PCM_BYTES / 2])
                .toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }
}
