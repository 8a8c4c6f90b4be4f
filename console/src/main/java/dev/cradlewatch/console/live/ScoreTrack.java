package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What the full model said of a monitor's last half hour, second by second, and where the sound stands. Not thread-safe. */
final class ScoreTrack {
    private static final Duration MEMORY = Duration.ofMinutes(30);
    private static final Duration SHOWN = Duration.ofMinutes(10);

    private record Second(double probability, float levelDbfs, Origin origin, boolean isLive) {}

    private final NavigableMap<Instant, Second> seconds = new TreeMap<>();

    /** @return the point that pages are to add, if it is new and of now */
    Optional<List<Object>> take(ScoredWindow scored) {
        var window = scored.window();
        var isLive = window.lane() == Lane.LIVE;
        var second = new Second(scored.probability(), window.levelDbfs(), window.origin(), isLive);
        var isNew = seconds.put(window.at(), second) == null;
        seconds.headMap(seconds.lastKey().minus(MEMORY)).clear();
        return isNew && isLive ? Optional.of(point(window.at(), second)) : Optional.empty();
    }

    /** Points of the last minutes: time in milliseconds since the epoch, probability, level in dBFS or null. */
    List<List<Object>> points() {
        if (seconds.isEmpty()) {
            return List.of();
        }
        return seconds.tailMap(seconds.lastKey().minus(SHOWN)).entrySet().stream()
                .filter(entry -> entry.getValue().isLive())
                .map(entry -> point(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Where the sound of a time stands, in order. */
    List<Origin> origins(Instant from, Instant to) {
        return seconds.subMap(from, true, to, true).values().stream()
                .map(Second::origin)
                .toList();
    }

    private static List<Object> point(Instant at, Second second) {
        var point = new ArrayList<Object>(3);
        point.add(at.toEpochMilli());
        point.add(Math.round(second.probability() * 1_000) / 1_000.0);
        point.add(Float.isNaN(second.levelDbfs()) ? null : Math.round(second.levelDbfs() * 10) / 10.0);
        return point;
    }
}
