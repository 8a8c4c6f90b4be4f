package dev.cradlewatch.jobs.bench.console;

import dev.cradlewatch.jobs.bench.console.Cries.Cry;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Whose the pages of a process are: they are dealt to the households one after the other.
 *
 * @param households in their order
 * @param pages      how many there are
 */
record Owners(List<String> households, int pages) {
    private static final long MICROS_PER_MILLI = 1_000;

    String of(int page) {
        return households.get(page % households.size());
    }

    /** Whether each cry has been seen by every page of its household. */
    boolean haveAll(Map<String, Cry> cries, Sightings seen) {
        return cries.entrySet().stream().allMatch(cry -> pagesOf(cry.getValue().household())
                .allMatch(page -> seen.arrival(cry.getKey(), page).isPresent()));
    }

    /**
     * Records how long cries took to pages, in microseconds.
     *
     * @return how many pairs of cry and page of its household have not met
     */
    int record(Map<String, Cry> cries, Sightings seen, Histogram delays) {
        var lost = 0;
        for (var cry : cries.entrySet()) {
            var written = cry.getValue().atMillis() * MICROS_PER_MILLI;
            for (var page : pagesOf(cry.getValue().household()).toArray()) {
                var arrival = seen.arrival(cry.getKey(), page);
                if (arrival.isPresent()) {
                    delays.recordValue(Math.max(0, arrival.getAsLong() - written));
                } else {
                    lost++;
                }
            }
        }
        return lost;
    }

    private IntStream pagesOf(String household) {
        return IntStream.range(0, pages).filter(page -> of(page).equals(household));
    }
}
