package dev.cradlewatch.jobs.feed;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.DeviceHealth;
import dev.cradlewatch.operators.device.DeviceRecord;
import dev.cradlewatch.operators.device.WindowReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** One simulated monitor: what it hands to the network in each second of its recording. */
final class Monitor implements AutoCloseable {
    private static final String AGENT = "feeder";

    /** A window that the gate lets through, now or with the next onset. */
    private record Passing(long second, byte[] pcm, GateTrace.Passage passage) {}

    private final Recording recording;
    private final Plan plan;
    private final AudioReader audio;
    private final Duration clockAhead;
    private final List<DeviceRecord> spool = new ArrayList<>();
    private final TreeMap<Long, List<Passing>> passing = new TreeMap<>();

    private Optional<AudioWindow> heldBack = Optional.empty();
    private long captured;
    private long windows;
    private long events;
    private long duplicates;
    private boolean ended;

    Monitor(Recording recording, Plan plan) throws IOException, InterruptedException {
        this.recording = recording;
        this.plan = plan;
        this.audio = recording.audio().open();
        this.clockAhead = faults(Fault.WrongClock.class).stream()
                .map(Fault.WrongClock::ahead)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    String device() {
        return recording.device();
    }

    boolean ended() {
        return ended;
    }

    Fed fed() {
        return new Fed(captured, windows, events, duplicates, 0);
    }

    /** What reaches the network in one second, in order. The windows of a second are sent at its end. */
    List<DeviceRecord> during(long second) throws IOException {
        var made = new ArrayList<DeviceRecord>();
        if (second % plan.heartbeatEvery().toSeconds() == 0) {
            made.add(heartbeat(second));
        }
        audio.next().ifPresentOrElse(pcm -> made.addAll(heard(second, pcm)), () -> ended = true);
        var isCutOff = faults(Fault.Outage.class).stream().anyMatch(outage -> outage.covers(second));
        if (isCutOff && !ended) {
            spool.addAll(made);
            return List.of();
        }
        var sent = new ArrayList<DeviceRecord>();
        spool.forEach(record -> sent.add(sentAt(record, deviceClock(second))));
        spool.clear();
        made.forEach(record -> sent.addAll(disturbed(record, second)));
        return sent;
    }

    @Override
    public void close() throws IOException {
        audio.close();
    }

    private List<DeviceRecord> disturbed(DeviceRecord record, long second) {
        if (!(record instanceof AudioWindow window)) {
            return List.of(record);
        }
        if (faults(Fault.Swap.class).stream().anyMatch(swap -> swap.second() == second)) {
            heldBack = Optional.of(window);
            return List.of();
        }
        var sent = new ArrayList<DeviceRecord>(List.of(window));
        heldBack.ifPresent(sent::add);
        heldBack = Optional.empty();
        if (faults(Fault.Duplicate.class).stream().anyMatch(duplicate -> duplicate.second() == second)) {
            sent.add(window);
            duplicates++;
        }
        return sent;
    }

    private List<DeviceRecord> heard(long second, byte[] pcm) {
        captured++;
        var gate = plan.gate(device());
        if (gate.isEmpty()) {
            return List.of(window(second, pcm, 0, WindowReason.DETECTION, second));
        }
        gate.get().passage(second).ifPresent(passage -> passing.computeIfAbsent(
                        passage.handOver(), handOver -> new ArrayList<>())
                .add(new Passing(second, pcm, passage)));
        var made = new ArrayList<DeviceRecord>();
        gate.get().edge(second).ifPresent(edge -> made.add(event(second, second + 1, edge.kind(), edge.score())));
        var leaving = Optional.ofNullable(passing.remove(second)).orElseGet(List::of);
        leaving.forEach(window -> made.add(window(
                window.second(),
                window.pcm(),
                window.passage().score(),
                window.passage().reason(),
                second)));
        return made;
    }

    /** A window is handed over at the end of a second. */
    private AudioWindow window(long second, byte[] pcm, float score, WindowReason reason, long handOver) {
        return new AudioWindow(
                device(),
                plan.epoch(),
                windows++,
                deviceClock(second),
                deviceClock(handOver).plus(AudioWindow.LENGTH),
                AudioWindow.SAMPLE_RATE_HZ,
                pcm,
                score,
                AGENT,
                reason);
    }

    private DeviceEvent heartbeat(long second) {
        return event(second, second, DeviceEventKind.HEARTBEAT, 0);
    }

    private DeviceEvent event(long second, long handOver, DeviceEventKind kind, float score) {
        return new DeviceEvent(
                device(),
                plan.epoch(),
                events++,
                deviceClock(second),
                deviceClock(handOver),
                kind,
                score,
                DeviceHealth.unknown(),
                "");
    }

    private static DeviceRecord sentAt(DeviceRecord record, Instant sent) {
        if (record instanceof AudioWindow window) {
            return new AudioWindow(
                    window.device(),
                    window.epoch(),
                    window.seq(),
                    window.start(),
                    sent,
                    window.sampleRateHz(),
                    window.pcm(),
                    window.localScore(),
                    window.agentModel(),
                    window.reason());
        }
        var event = (DeviceEvent) record;
        return new DeviceEvent(
                event.device(),
                event.epoch(),
                event.seq(),
                event.at(),
                sent,
                event.kind(),
                event.score(),
                event.health(),
                event.detail());
    }

    private Instant deviceClock(long second) {
        return plan.second(second).plus(clockAhead);
    }

    /** What the device's clock shows of a time of the log's. */
    Duration clockAhead() {
        return clockAhead;
    }

    private <F extends Fault> List<F> faults(Class<F> kind) {
        return plan.faults().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fault -> fault.device().equals(device()))
                .toList();
    }
}
