package dev.cradlewatch.jobs.feed;

import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.WindowReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What a monitor's gate decided about each second of a recording. */
public final class GateTrace {

    /**
     * Its view of one second.
     *
     * @param score  the monitor's own cry probability, in [0, 1]
     * @param reason why the window was streamed; empty if it was not
     */
    public record Second(float score, Optional<WindowReason> reason) {}

    /**
     * A local cry began or ended.
     *
     * @param kind  onset or offset
     * @param score of the window that it was heard in
     */
    public record Edge(DeviceEventKind kind, float score) {}

    /**
     * A window on its way out.
     *
     * @param score    the monitor's own cry probability, in [0, 1]
     * @param reason   why it is streamed
     * @param handOver the second at whose end it leaves the monitor; later than its own for pre-roll
     */
    record Passage(float score, WindowReason reason, long handOver) {}

    private final List<Second> seconds;
    private final TreeMap<Long, Edge> edges;
    private final List<Optional<Passage>> passages;

    /** @param edges by the second that they were heard in */
    public GateTrace(List<Second> seconds, Map<Long, Edge> edges) {
        this.seconds = List.copyOf(seconds);
        this.edges = new TreeMap<>(edges);
        this.passages = passages();
    }

    /** In order. */
    public List<Second> seconds() {
        return seconds;
    }

    /** How many windows were streamed. */
    public long streamed() {
        return passages.stream().filter(Optional::isPresent).count();
    }

    Optional<Passage> passage(long second) {
        return second < passages.size() ? passages.get((int) second) : Optional.empty();
    }

    Optional<Edge> edge(long second) {
        return Optional.ofNullable(edges.get(second));
    }

    private List<Optional<Passage>> passages() {
        var found = new ArrayList<Optional<Passage>>();
        var isStreaming = false;
        for (var second = 0L; second < seconds.size(); second++) {
            var seen = seconds.get((int) second);
            isStreaming = is(WindowReason.DETECTION, second)
                    || (isStreaming && seen.reason().isPresent());
            var handOver = isStreaming ? second : handOver(second);
            found.add(seen.reason().map(reason -> new Passage(seen.score(), reason, handOver)));
        }
        return found;
    }

    /** Context that follows on nothing is pre-roll: it waits for the detection that makes it worth streaming. */
    private long handOver(long second) {
        return is(WindowReason.CONTEXT, second)
                ? LongStream.range(second, seconds.size())
                        .filter(later -> is(WindowReason.DETECTION, later))
                        .findFirst()
                        .orElse(second)
                : second;
    }

    private boolean is(WindowReason reason, long second) {
        return seconds.get((int) second).reason().filter(reason::equals).isPresent();
    }
}
