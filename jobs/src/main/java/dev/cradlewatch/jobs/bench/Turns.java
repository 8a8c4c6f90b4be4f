package dev.cradlewatch.jobs.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures ways to do the same work in turns, round after round, so that what else the machine does meets all of them.
 *
 * @param <K> what names a way
 */
public final class Turns<K> {

    /** A way to do the work. */
    @FunctionalInterface
    public interface Way {
        /**
         * Does the work once.
         *
         * @return how much of it was done in a second, start and end left out
         * @throws IOException if it was not done
         */
        double perSecond() throws IOException, InterruptedException;
    }

    /**
     * How much of the work a way did in a second.
     *
     * @param rounds that counted, in their order
     */
    public record Rate(List<Double> rounds) {

        public double median() {
            return median(rounds);
        }

        public double least() {
            return Collections.min(rounds);
        }

        public double most() {
            return Collections.max(rounds);
        }

        /** The median of the ratios of single rounds: both had their turn in each, so the machine's moods cancel out. */
        public double over(Rate other) {
            return median(IntStream.range(0, rounds.size())
                    .mapToObj(round -> rounds.get(round) / other.rounds.get(round))
                    .toList());
        }

        private static double median(List<Double> values) {
            var sorted = values.stream().sorted().toList();
            var middle = sorted.size() / 2;
            return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }

    private final Map<K, Way> ways;
    private final int warmUps;
    private final int rounds;

    /**
     * @param ways    by what they are called, in the order of their turns
     * @param warmUps rounds at the beginning that do not count
     * @param rounds  that count, at least one
     */
    public Turns(Map<K, Way> ways, int warmUps, int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("%d rounds: expected at least 1".formatted(rounds));
        }
        this.ways = new LinkedHashMap<>(ways);
        this.warmUps = warmUps;
        this.rounds = rounds;
    }

    /**
     * Measures.
     *
     * @param step called after each turn
     * @return the rates, in the ways' order
     * @throws IOException if a way did not do its work
     */
    public Map<K, Rate> take(Runnable step) throws IOException, InterruptedException {
        var measured = new LinkedHashMap<K, List<Double>>();
        for (var round = 0; round < warmUps + rounds; round++) {
            for (var way : ways.entrySet()) {
                var perSecond = way.getValue().perSecond();
                if (round >= warmUps) {
                    measured.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(perSecond);
                }
                step.run();
            }
        }
        var rates = new LinkedHashMap<K, Rate>();
        measured.forEach((name, values) -> rates.put(name, new Rate(List.copyOf(values))));
        return rates;
    }
}
