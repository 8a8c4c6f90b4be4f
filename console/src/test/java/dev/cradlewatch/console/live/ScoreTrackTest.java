package dev.cradlewatch.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTrackTest {
    private static final Instant NOW = Instant.parse("2026-01-15T22:00:00Z");
    private static final float LEVEL = -20.26f;

    private final ScoreTrack track = new ScoreTrack();

    @Test
    void aLiveSecondIsAPoint() {
        assertThat(track.take(scored(0, Lane.LIVE))).contains(List.of(NOW.toEpochMilli(), 0.988, -20.3));
        assertThat(track.points()).containsExactly(List.of(NOW.toEpochMilli(), 0.988, -20.3));
    }

    @Test
    void aLevelThatNobodyMeasuredIsNull() {
        var point = track.take(scored(0, Lane.LIVE, Float.NaN));
        assertThat(point).contains(Arrays.asList(NOW.toEpochMilli(), 0.988, null));
    }

    /** It would be drawn into a past that the page has left. */
    @Test
    void aSecondOfABacklogIsNoPointButItsSoundIsFound() {
        assertThat(track.take(scored(0, Lane.LATE))).isEmpty();
        assertThat(track.points()).isEmpty();
        assertThat(track.origins(NOW, NOW.plusSeconds(1))).containsExactly(origin(0));
    }

    @Test
    void aSecondThatComesTwiceIsOnePoint() {
        track.take(scored(0, Lane.LIVE));
        assertThat(track.take(scored(0, Lane.LIVE))).isEmpty();
        assertThat(track.points()).hasSize(1);
    }

    @Test
    void theSoundOfATimeIsFoundInOrder() {
        List.of(3, 1, 0, 2, 4).forEach(second -> track.take(scored(second, Lane.LIVE)));
        assertThat(track.origins(NOW.plusSeconds(1), NOW.plusSeconds(3)))
                .containsExactly(origin(1), origin(2), origin(3));
    }

    @Test
    void showsTenMinutesAndRemembersHalfAnHour() {
        var seconds = (int) Duration.ofHours(2).toSeconds();
        for (var second = 0; second <= seconds; second++) {
            track.take(scored(second, Lane.LIVE));
        }
        var end = NOW.plusSeconds(seconds);
        assertThat(track.points()).hasSize(601);
        assertThat(track.points().get(0).get(0)).isEqualTo(end.minusSeconds(600).toEpochMilli());
        assertThat(track.origins(NOW, end)).hasSize(1_801);
    }

    /** A monitor that was dark for an hour begins anew. */
    @Test
    void whatIsOldIsForgottenAfterAPauseToo() {
        track.take(scored(0, Lane.LIVE));
        track.take(scored(3_600, Lane.LIVE));
        assertThat(track.points()).hasSize(1);
        assertThat(track.origins(NOW, NOW.plusSeconds(3_600))).containsExactly(origin(3_600));
    }

    private static Origin origin(int second) {
        return new Origin("audio.windows", 0, second);
    }

    private static ScoredWindow scored(int second, Lane lane) {
        return scored(second, lane, LEVEL);
    }

    private static ScoredWindow scored(int second, Lane lane, float level) {
        var at = NOW.plusSeconds(second);
        var window = new WindowFacts(
                "crib",
                "willow",
                1,
                second,
                at,
                at,
                at,
                lane,
                origin(second),
                0.5f,
                "cry-tiny",
                WindowReason.DETECTION,
                level);
        return new ScoredWindow(window, 0.9876f, "cry-full");
    }
}
