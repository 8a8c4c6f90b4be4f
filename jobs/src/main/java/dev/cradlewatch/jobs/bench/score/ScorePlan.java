package dev.cradlewatch.jobs.bench.score;

/**
 * How much is scored.
 *
 * @param windows in a turn, at least {@value #FEWEST}; those from the log are a multiple of the monitors, and so may be some more
 * @param warmUps rounds at the beginning that do not count
 * @param rounds  that count
 */
public record ScorePlan(int windows, int warmUps, int rounds) {
    private static final int FEWEST = 10;

    /** Enough that the threads of the job, which share out monitors, have about the same to do. */
    private static final int MONITORS = 32;

    public ScorePlan {
        if (windows < FEWEST) {
            throw new IllegalArgumentException("%d windows: expected at least %d".formatted(windows, FEWEST));
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("%d rounds: expected at least 1".formatted(rounds));
        }
    }

    int turns() {
        return ScoreWay.values().length * (warmUps + rounds);
    }

    int monitors() {
        return Math.min(MONITORS, windows);
    }

    /** Seconds of each monitor in the log. */
    int backlogSeconds() {
        return (windows + monitors() - 1) / monitors();
    }

    int backlogWindows() {
        return backlogSeconds() * monitors();
    }
}
