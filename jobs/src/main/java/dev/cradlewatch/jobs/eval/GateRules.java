package dev.cradlewatch.jobs.eval;

import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.operators.device.WindowReason;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Judges a gate against the truth. A second belongs to an episode if they touch. An episode triggered the gate in time if a window
 * that touches it was streamed as a detection and was over two seconds after the episode's start at the latest.
 */
public final class GateRules {
    private static final double IN_TIME_SECONDS = 2;

    private GateRules() {}

    /** @param traces by night */
    public static GateReport judge(Map<String, GateTrace> traces, List<Episode> episodes) {
        var seconds = 0L;
        var streamed = 0L;
        var otherSeconds = 0L;
        var otherStreamed = 0L;
        for (var trace : traces.entrySet()) {
            var night = episodes.stream()
                    .filter(episode -> episode.night().equals(trace.getKey()))
                    .toList();
            for (var second = 0; second < trace.getValue().seconds().size(); second++) {
                var start = second;
                var passed = trace.getValue().seconds().get(second).reason().isPresent() ? 1 : 0;
                seconds++;
                streamed += passed;
                if (night.stream().noneMatch(episode -> touches(episode, start))) {
                    otherSeconds++;
                    otherStreamed += passed;
                }
            }
        }
        var judged = episodes.stream()
                .filter(episode -> traces.containsKey(episode.night()))
                .toList();
        var inTime = judged.stream()
                .filter(episode -> triggersInTime(episode, traces.get(episode.night())))
                .count();
        return new GateReport(seconds, streamed, otherSeconds, otherStreamed, judged.size(), (int) inTime);
    }

    private static boolean triggersInTime(Episode episode, GateTrace trace) {
        var first = (long) Math.floor(episode.startSeconds());
        var last = (long) Math.floor(episode.startSeconds() + IN_TIME_SECONDS) - 1;
        return LongStream.rangeClosed(first, Math.min(last, trace.seconds().size() - 1))
                .mapToObj(second -> trace.seconds().get((int) second))
                .anyMatch(second -> second.reason()
                        .filter(reason -> reason == WindowReason.DETECTION)
                        .isPresent());
    }

    private static boolean touches(Episode episode, long second) {
        return episode.startSeconds() < second + 1 && episode.endSeconds() > second;
    }
}
