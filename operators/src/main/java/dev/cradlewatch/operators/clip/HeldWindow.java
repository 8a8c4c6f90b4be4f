package dev.cradlewatch.operators.clip;

import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * What a clip needs to know of a window; its samples stay in the log.
 *
 * @param lane        whether it came in time or from a backlog
 * @param epoch       identity of the monitor's record store
 * @param seq         number within the epoch
 * @param at          time of the first sample, clock corrected
 * @param deviceStart the same by the monitor's clock
 * @param origin      where it stands in the log
 */
public record HeldWindow(Lane lane, long epoch, long seq, Instant at, Instant deviceStart, Origin origin) {
    static final Duration LENGTH = AudioWindow.LENGTH;

    static final Comparator<HeldWindow> BY_TIME = Comparator.comparing(HeldWindow::at)
            .thenComparing(HeldWindow::epoch)
            .thenComparing(HeldWindow::seq);

    /** A clock's error is measured at each record, so that windows in a row may seem to be apart by the network's jitter. */
    private static final Duration JITTER = Duration.ofMillis(20);

    static HeldWindow of(WindowFacts window) {
        return new HeldWindow(
                window.lane(), window.epoch(), window.seq(), window.at(), window.deviceStart(), window.origin());
    }

    Instant end() {
        return at.plus(LENGTH);
    }

    /** Whether its first sample comes right after the last of the other. */
    boolean continues(HeldWindow before) {
        var pause = Duration.between(before.deviceStart.plus(LENGTH), deviceStart);
        return epoch == before.epoch && seq == before.seq + 1 && pause.abs().compareTo(JITTER) <= 0;
    }
}
