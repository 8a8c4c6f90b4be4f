package dev.cradlewatch.console.clock;

import java.time.Instant;

/**
 * The time by which households live: alerts, answers and snoozes carry it. Invitations and sessions do not: they follow the
 * machine's clock always.
 */
public sealed interface ConsoleClock permits WallClock, LogClock {

    Instant now();

    /** Its seconds in a second of the machine. */
    double rate();

    /** The log holds a record of this time. */
    void heard(Instant time);
}
