package dev.cradlewatch.jobs.bench.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** What the pages of a process have told of themselves. Times are microseconds since the epoch. Thread-safe. */
final class Sightings {
    private static final long NEVER = Long.MIN_VALUE;
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Map<String, long[]> arrivals = new HashMap<>();
    private final long[] opened;
    private final long[] ended;
    private boolean isOver;

    Sightings(int pages) {
        opened = new long[pages];
        ended = new long[pages];
        Arrays.fill(opened, NEVER);
        Arrays.fill(ended, NEVER);
    }

    /** Takes a line of a {@link PageLog}. */
    synchronized void take(String line) {
        var words = line.split(" ", 4);
        var page = Integer.parseInt(words[1]);
        var number = Long.parseLong(words[2]);
        switch (words[0]) {
            case "open" -> opened[page] = number;
            case "end" -> ended[page] = number;
            case "alert" -> {
                var ofAlert = arrivals.computeIfAbsent(words[3], id -> never());
                ofAlert[page] = ofAlert[page] == NEVER ? number : Math.min(ofAlert[page], number);
            }
            default -> {
                return;
            }
        }
    }

    /** Nothing more comes. */
    synchronized void over() {
        isOver = true;
        notifyAll();
    }

    /** How many pages have a stream that began after this time and has not ended. */
    synchronized int openSince(long micros) {
        var count = 0;
        for (var page = 0; page < opened.length; page++) {
            if (opened[page] > micros && opened[page] > ended[page]) {
                count++;
            }
        }
        return count;
    }

    /** When the last page opened its present stream. */
    synchronized long lastOpened() {
        return Arrays.stream(opened).max().orElseThrow();
    }

    /** When a page first had an alert. */
    synchronized OptionalLong arrival(String alert, int page) {
        var ofAlert = arrivals.get(alert);
        return ofAlert == null || ofAlert[page] == NEVER ? OptionalLong.empty() : OptionalLong.of(ofAlert[page]);
    }

    /**
     * Looks now and then whether something is so; each line would be too often.
     *
     * @return whether it came true before the time was over or the pages were gone
     */
    synchronized boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (isOver || System.nanoTime() - end >= 0) {
                return false;
            }
            wait(LOOK_EVERY_MILLIS);
        }
        return true;
    }

    private long[] never() {
        var times = new long[opened.length];
        Arrays.fill(times, NEVER);
        return times;
    }
}
