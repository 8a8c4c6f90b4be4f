package dev.cradlewatch.jobs.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When results came, to tell for how long none did. */
final class Flow {
    private final List<Long> movedNanos = new ArrayList<>(List.of(System.nanoTime()));
    private long count;

    /** @param total how many there are now */
    synchronized void saw(long total) {
        if (total > count) {
            count = total;
            movedNanos.add(System.nanoTime());
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized Duration longestPauseSince(long fromNanos) {
        var longest = 0L;
        var last = fromNanos;
        for (var moved : movedNanos) {
            if (moved >= fromNanos) {
                longest = Math.max(longest, moved - last);
                last = moved;
            }
        }
        return Duration.ofNanos(longest);
    }
}
