package dev.cradlewatch.jobs.bench.alerts;

import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Scores of many monitors by number, one of each in turn and second: in each four minutes a baby cries for half a minute, each at another
 * time. Two monitors are of one household and hear the same.
 */
final class BenchScores implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Instant BEGIN = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration ON_THE_WAY = Duration.ofMillis(200);
    private static final int CYCLE_SECONDS = 240;
    private static final int CRY_SECONDS = 30;
    private static final float CRY = 0.97f;
    private static final float QUIET = 0.004f;
    private static final float LEVEL_DBFS = -40;

    private final String[] devices;
    private final String[] households;

    /** @param monitors how many, at least one */
    BenchScores(int monitors) {
        devices = names("bench-", monitors);
        households = names("home-", (monitors + 1) / 2);
    }

    private static String[] names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(number -> prefix + number).toArray(String[]::new);
    }

    ScoredWindow score(long number) {
        var monitor = (int) (number % devices.length);
        var household = monitor / 2;
        var second = number / devices.length;
        var at = BEGIN.plusSeconds(second);
        var window = new WindowFacts(
                devices[monitor],
                households[household],
                1,
                second,
                at,
                at,
                at.plus(AudioWindow.LENGTH).plus(ON_THE_WAY),
                Lane.LIVE,
                new Origin("audio.windows", 0, number),
                0,
                "",
                WindowReason.DETECTION,
                LEVEL_DBFS);
        var isCry = (second + household) % CYCLE_SECONDS >= CYCLE_SECONDS - CRY_SECONDS;
        return new ScoredWindow(window, isCry ? CRY : QUIET, "bench");
    }
}
