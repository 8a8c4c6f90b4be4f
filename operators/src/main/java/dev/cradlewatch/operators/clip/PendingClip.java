package dev.cradlewatch.operators.clip;

import java.time.Duration;
import java.time.Instant;

/**
 * A clip that waits for its sound.
 *
 * @param cue    what is wanted, by all versions of the alert so far
 * @param newsAt when a version of the alert, or sound of the clip, came last, by the machine's clock
 */
public record PendingClip(ClipCue cue, Instant newsAt) {

    static PendingClip of(ClipCue cue, Instant now) {
        return new PendingClip(cue, now);
    }

    /** With one more version of the alert; they come in any order. */
    PendingClip with(ClipCue later, Instant now) {
        return new PendingClip(isClosed() ? cue : later, now);
    }

    PendingClip heardAt(Instant now) {
        return new PendingClip(cue, now);
    }

    boolean isClosed() {
        return !cue.closedAt().equals(Instant.EPOCH);
    }

    Instant start(ClipPolicy policy) {
        return cue.startedAt().minus(policy.preRoll());
    }

    /** Where the clip ends, as far as it is known. */
    Instant end(ClipPolicy policy) {
        var latest = start(policy).plus(policy.longest());
        if (!isClosed() || cue.closedAt().isAfter(latest)) {
            return latest;
        }
        var earliest = cue.startedAt().plus(HeldWindow.LENGTH);
        return cue.closedAt().isBefore(earliest) ? earliest : cue.closedAt();
    }

    boolean covers(HeldWindow window, ClipPolicy policy) {
        return window.end().isAfter(start(policy)) && window.at().isBefore(end(policy));
    }

    /** Until when to wait for more. */
    Instant deadline(boolean heard, ClipPolicy policy) {
        Duration wait;
        if (!heard) {
            wait = policy.unheard();
        } else {
            wait = isClosed() ? policy.patience() : policy.stalled();
        }
        return newsAt.plus(wait);
    }
}
