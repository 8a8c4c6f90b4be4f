package dev.cradlewatch.jobs.bench.alerts;

/**
 * How much is measured.
 *
 * @param scores   of a turn, at least {@value #FEWEST}
 * @param warmUps  rounds at the beginning that do not count
 * @param rounds   that count
 * @param monitors that are played in real time
 * @param seconds  how long
 */
public record AlertsPlan(long scores, int warmUps, int rounds, int monitors, int seconds) {
    private static final int FEWEST = 10;

    public AlertsPlan {
        if (scores < FEWEST) {
            throw new IllegalArgumentException("%d scores: expected at least %d".formatted(scores, FEWEST));
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("%d rounds: expected at least 1".formatted(rounds));
        }
    }

    int turns() {
        return AlertWay.values().length * (warmUps + rounds);
    }
}
