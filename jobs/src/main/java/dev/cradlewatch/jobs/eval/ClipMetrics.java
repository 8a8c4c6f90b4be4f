package dev.cradlewatch.jobs.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** Ranking metrics of scored clips. What needs both classes is empty where one is missing. */
public final class ClipMetrics {
    private final List<ClipScore> clips;
    private final long cries;

    public ClipMetrics(List<ClipScore> clips) {
        this.clips = clips.stream()
                .sorted(Comparator.comparingDouble(ClipScore::score).reversed())
                .toList();
        cries = clips.stream().filter(ClipScore::isCry).count();
    }

    public int clips() {
        return clips.size();
    }

    /** Area under the ROC curve: the chance that a cry scores above a non-cry, ties counting half (Mann and Whitney 1947). */
    public OptionalDouble auc() {
        if (isOneSided()) {
            return OptionalDouble.empty();
        }
        var area = 0.0;
        var criesAbove = 0L;
        for (var tied : ties()) {
            var criesHere = tied.stream().filter(ClipScore::isCry).count();
            area += (tied.size() - criesHere) * (criesAbove + criesHere / 2.0);
            criesAbove += criesHere;
        }
        return OptionalDouble.of(area / ((double) cries * others()));
    }

    /** Mean of the precision over the cries, clips of one score taken together (as scikit-learn defines it). */
    public OptionalDouble averagePrecision() {
        if (cries == 0) {
            return OptionalDouble.empty();
        }
        var sum = 0.0;
        var taken = 0L;
        var found = 0L;
        for (var tied : ties()) {
            var criesHere = tied.stream().filter(ClipScore::isCry).count();
            taken += tied.size();
            found += criesHere;
            sum += criesHere * ((double) found / taken);
        }
        return OptionalDouble.of(sum / cries);
    }

    /** The highest recall of a threshold at which at most this share of the non-cries passes. */
    public OptionalDouble recallAtFalsePositiveRate(double rate) {
        if (isOneSided()) {
            return OptionalDouble.empty();
        }
        var best = 0.0;
        var taken = 0L;
        var found = 0L;
        for (var tied : ties()) {
            taken += tied.size();
            found += tied.stream().filter(ClipScore::isCry).count();
            if ((double) (taken - found) / others() <= rate) {
                best = (double) found / cries;
            }
        }
        return OptionalDouble.of(best);
    }

    /** Share of the cries at or above a threshold. */
    public OptionalDouble recall(double threshold) {
        return share(true, threshold);
    }

    /** Share of the non-cries at or above a threshold. */
    public OptionalDouble falsePositiveRate(double threshold) {
        return share(false, threshold);
    }

    private OptionalDouble share(boolean isCry, double threshold) {
        return clips.stream()
                .filter(clip -> clip.isCry() == isCry)
                .mapToDouble(clip -> clip.score() >= threshold ? 1 : 0)
                .average();
    }

    private long others() {
        return clips.size() - cries;
    }

    private boolean isOneSided() {
        return cries == 0 || others() == 0;
    }

    /** Clips of equal score, highest first. */
    private List<List<ClipScore>> ties() {
        var ties = new ArrayList<List<ClipScore>>();
        for (var clip : clips) {
            if (ties.isEmpty() || ties.get(ties.size() - 1).get(0).score() != clip.score()) {
                ties.add(new ArrayList<>());
            }
            ties.get(ties.size() - 1).add(clip);
        }
        return ties;
    }
}
