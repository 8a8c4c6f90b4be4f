package dev.cradlewatch.jobs.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gathers what one method made of the pictures. Keeps figures and features, no picture. */
public final class ColorTally {
    private final List<ColorScore> scores = new ArrayList<>();
    private final List<float[]> features = new ArrayList<>();

    public void add(ColorTrial trial) {
        scores.add(trial.score());
        features.add(trial.traits().pooled());
    }

    /**
     * @param truths  features of the true pictures, in the order of the trials
     * @param sources source of each picture, in the same order; empty if they are not told
     */
    public ColorMethodReport report(List<float[]> truths, List<String> sources) {
        var frechet = truths.size() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(FrechetDistance.between(features, truths));
        return new ColorMethodReport(new ColorReport(scores, frechet), bySource(sources));
    }

    private SortedMap<String, Double> bySource(List<String> sources) {
        return IntStream.range(0, sources.size())
                .boxed()
                .collect(Collectors.groupingBy(sources::get, TreeMap::new, Collectors.averagingDouble(i -> scores.get(i)
                        .abError())));
    }
}
