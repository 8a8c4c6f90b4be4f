package dev.cradlewatch.jobs.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.operators.device.WindowReason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A letter a second: d(etection), c(ontext) or - for what is not streamed. */
class GateRulesTest {

    @Test
    void whatTouchesAnEpisodeIsNotHeldAgainstTheGate() {
        var report = judge("-ccddddcc-", new Episode("a", 3.5, 5.5));

        assertThat(report.streamedShare()).isEqualTo(0.8);
        assertThat(report.otherSeconds()).isEqualTo(7);
        assertThat(report.otherStreamed()).isEqualTo(5);
    }

    @Test
    void anEpisodeTriggersInTimeByAWindowThatIsOverTwoSecondsAfterItsStart() {
        assertThat(judge("-----d----", new Episode("a", 4.5, 9)).triggeredShare())
                .isEqualTo(1);
        assertThat(judge("------d---", new Episode("a", 4.5, 9)).triggeredShare())
                .isZero();
        assertThat(judge("------d---", new Episode("a", 5.0, 9)).triggeredShare())
                .isEqualTo(1);
    }

    @Test
    void aPostRollThatHappensToRunIsNoDetection() {
        assertThat(judge("dddccccccc", new Episode("a", 4, 9)).triggeredShare()).isZero();
    }

    @Test
    void aNightThatWasNotPlayedCountsForNothing() {
        assertThat(judge("----------", new Episode("b", 4, 9)).episodes()).isZero();
    }

    private static GateReport judge(String letters, Episode episode) {
        var seconds = letters.chars()
                .mapToObj(letter -> new GateTrace.Second(0.5f, reason((char) letter)))
                .toList();
        return GateRules.judge(Map.of("a", new GateTrace(seconds, Map.of())), List.of(episode));
    }

    private static Optional<WindowReason> reason(char letter) {
        return switch (letter) {
            case 'c' -> Optional.of(WindowReason.CONTEXT);
            case 'd' -> Optional.of(WindowReason.DETECTION);
            default -> Optional.empty();
        };
    }
}
