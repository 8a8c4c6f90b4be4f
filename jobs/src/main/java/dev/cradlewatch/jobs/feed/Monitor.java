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

/** One simulated monitor: what it hands to the network in each second of its recording. */
final class Monitor implements AutoCloseable {
    private static final String AGENT = "feeder";

    private final Recording recording;
    private final Plan plan;
    private final AudioReader audio;
    private final Duration clockAhead;
    private final List<DeviceRecord> spool = new ArrayList<>();

    private Optional<AudioWindow> heldBack = Optional.empty();
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

    long windows() {
        return windows;
    }

    long events() {
        return events;
    }

    long duplicates() {
        return duplicates;
    }

    /** What reaches the network in one second, in order. The windows of a second are sent at its end. */
    List<DeviceRecord> during(long second) throws IOException {
        var made = new ArrayList<DeviceRecord>();
        if (second % plan.heartbeatEvery().toSeconds() == 0) {
            made.add(heartbeat(second));
        }
        audio.next().ifPresentOrElse(pcm -> made.add(window(second, pcm)), () -> ended = true);
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

    private AudioWindow window(long second, byte[] pcm) {
        var start = deviceClock(second);
        return new AudioWindow(
                device(),
                plan.epoch(),
                windows++,
                start,
                start.plus(AudioWindow.LENGTH),
                AudioWindow.SAMPLE_RATE_HZ,
                pcm,
                0,
                AGENT,
                WindowReason.DETECTION);
    }

    private DeviceEvent heartbeat(long second) {
        var at = deviceClock(second);
        return new DeviceEvent(
                device(), plan.epoch(), events++, at, at, DeviceEventKind.HEARTBEAT, 0, DeviceHealth.unknown(), "");
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
