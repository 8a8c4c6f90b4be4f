package dev.cradlewatch.jobs.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.jobs.bench.fleet.AlertTimes.Ring;
import dev.cradlewatch.jobs.bench.fleet.AlertTimes.Told;
import dev.cradlewatch.jobs.bench.fleet.StackFleet.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackFleetTest {
    private static final Instant BEGIN = Instant.parse("2026-01-15T22:00:00Z");
    private static final MonitorNight CRIES = MonitorNight.of(0, 600);

    @Test
    void isWholeOnlyIfACryWasToldAndNothingWasLostOrCameTwice() {
        assertThat(outcome(0, 0, 0, ring()).isWhole()).isTrue();
        assertThat(outcome(0, 0, 0).isWhole()).isFalse();
        assertThat(outcome(1, 0, 0, ring()).isWhole()).isFalse();
        assertThat(outcome(0, 1, 0, ring()).isWhole()).isFalse();
        assertThat(outcome(0, 0, 1, ring()).isWhole()).isFalse();
    }

    private static Outcome outcome(long unscored, int deadLetters, int doubled, Ring... rings) {
        var latencies = new Latencies(BEGIN, List.of(CRIES), new Told(List.of(rings), doubled));
        return new Outcome(100, Duration.ZERO, unscored, deadLetters, latencies);
    }

    private static Ring ring() {
        var at = BEGIN.plusSeconds(CRIES.cry().orElseThrow().from() + 3);
        return new Ring(CRIES.household(), at, at, at.plusMillis(100));
    }
}
