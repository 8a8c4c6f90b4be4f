package dev.cradlewatch.console.clock;

import java.time.Instant;

/** The machine's clock, for monitors that live. */
public record WallClock() implements ConsoleClock {

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public double rate() {
        return 1;
    }

    @Override
    public void heard(Instant time) {
        // The machine knows better.
    }
}
