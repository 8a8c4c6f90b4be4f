package dev.cradlewatch.operators.device;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the numbers of an epoch were heard, over time. Numbers rise in the order in which records are made, so what comes for
 * the first time below a number that was heard longer ago than a backlog may be old, is too old itself.
 *
 * @param settled highest number heard longer ago than the memory lasts; {@link Long#MIN_VALUE} for none
 * @param reaches highest numbers heard since, oldest first
 */
public record SeenEpoch(long settled, List<Reach> reaches) {
    /** Parts of the memory that are forgotten one after the other. */
    private static final int SLOTS = 8;

    /**
     * The highest number heard until the end of a slot of time.
     *
     * @param slot slots since the Unix epoch
     */
    public record Reach(long slot, long seq) {}

    static SeenEpoch unheard() {
        return new SeenEpoch(Long.MIN_VALUE, List.of());
    }

    /** With one more number heard, and with what is older than the memory settled. */
    SeenEpoch with(long seq, Instant arrival, Duration memory) {
        var newest = reaches.isEmpty() ? new Reach(Long.MIN_VALUE, settled) : reaches.get(reaches.size() - 1);
        var slot = Math.max(newest.slot(), Math.floorDiv(arrival.toEpochMilli(), memory.toMillis() / SLOTS));
        if (slot == newest.slot() && seq <= newest.seq()) {
            return this;
        }
        var settledTo = settled;
        var kept = new ArrayList<Reach>();
        for (var reach : reaches) {
            if (reach.slot() <= slot - SLOTS) {
                settledTo = reach.seq();
            } else if (reach.slot() < slot) {
                kept.add(reach);
            }
        }
        kept.add(new Reach(slot, Math.max(seq, newest.seq())));
        return new SeenEpoch(settledTo, kept);
    }
}
