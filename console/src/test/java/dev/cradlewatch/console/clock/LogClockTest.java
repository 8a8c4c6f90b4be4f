package dev.cradlewatch.console.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogClockTest {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final double RATE = 4;
    private static final Duration BEHIND = Duration.ofSeconds(4);

    private final AtomicLong nanos = new AtomicLong();
    private final LogClock clock = new LogClock(NIGHT, RATE, BEHIND, nanos::get);

    @Test
    void beginsWithTheNight() {
        assertThat(clock.now()).isEqualTo(NIGHT);
        assertThat(clock.rate()).isEqualTo(RATE);
    }

    @Test
    void followsTheNewestRecordALittleBehind() {
        clock.heard(NIGHT.plusSeconds(60));
        assertThat(clock.now()).isEqualTo(NIGHT.plusSeconds(56));
    }

    @Test
    void goesOnAtTheLogsRateBetweenRecords() {
        clock.heard(NIGHT.plusSeconds(60));
        passes(Duration.ofMillis(1_500));
        assertThat(clock.now()).isEqualTo(NIGHT.plusSeconds(62));
    }

    @Test
    void standsStillSoonWhereNothingComesAnyMore() {
        clock.heard(NIGHT.plusSeconds(60));
        passes(Duration.ofSeconds(2));
        var still = clock.now();
        passes(Duration.ofHours(1));
        assertThat(clock.now()).isEqualTo(still).isEqualTo(NIGHT.plusSeconds(64));
    }

    @Test
    void anOlderRecordTurnsNothingBack() {
        clock.heard(NIGHT.plusSeconds(60));
        passes(Duration.ofSeconds(1));
        clock.heard(NIGHT.plusSeconds(10));
        assertThat(clock.now()).isEqualTo(NIGHT.plusSeconds(60));
    }

    /** Records come in bursts; between two the clock may have run ahead of the second. */
    @Test
    void neverGoesBackWhenALateRecordIsNewerThanTheLast() {
        clock.heard(NIGHT.plusSeconds(60));
        passes(Duration.ofSeconds(2));
        var before = clock.now();
        clock.heard(NIGHT.plusSeconds(61));
        assertThat(clock.now()).isAfterOrEqualTo(before);
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
