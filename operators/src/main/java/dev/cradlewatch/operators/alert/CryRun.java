package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.audio.CryLevel;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether somebody cries at one monitor, with hysteresis.
 *
 * @param posterior   after the newest window
 * @param crying      the state
 * @param risingSince start of the first window since which the posterior is not quiet; {@link Instant#EPOCH} while it is
 * @param lastCry     end of the newest window that was not quiet while crying, event time
 * @param lastCryAt   when that window was known, by the job's clock
 * @param peak        highest window probability since {@code risingSince}
 * @param seconds     windows that were not quiet since then
 */
public record CryRun(
        double posterior,
        boolean crying,
        Instant risingSince,
        Instant lastCry,
        Instant lastCryAt,
        double peak,
        int seconds) {

    static CryRun quiet() {
        return new CryRun(0, false, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, 0, 0);
    }

    /** The state after one more window; {@code openAt} is the posterior that opens, {@code now} the job's clock. */
    CryRun heard(CryLevel level, double openAt, Instant now, AlertPolicy policy) {
        var end = level.window().end();
        if (level.posterior() < policy.closeBelow()) {
            return quieter(level.posterior(), end, policy);
        }
        var rises = !crying && risingSince.equals(Instant.EPOCH);
        var cries = crying || level.posterior() >= openAt;
        return new CryRun(
                level.posterior(),
                cries,
                rises ? level.window().at() : risingSince,
                cries ? end : lastCry,
                cries ? now : lastCryAt,
                rises ? level.probability() : Math.max(peak, level.probability()),
                rises ? 1 : seconds + 1);
    }

    private CryRun quieter(double lower, Instant end, AlertPolicy policy) {
        if (!crying) {
            return new CryRun(lower, false, Instant.EPOCH, lastCry, lastCryAt, peak, seconds);
        }
        var clockSafe =
                new CryRun(lower, true, risingSince, end.isBefore(lastCry) ? end : lastCry, lastCryAt, peak, seconds);
        var quiet = Duration.between(clockSafe.lastCry(), end);
        return quiet.compareTo(policy.quietFor()) >= 0 ? clockSafe.ended() : clockSafe;
    }

    /** Quiet, what it was still known for the closing alert. */
    CryRun ended() {
        return new CryRun(posterior, false, Instant.EPOCH, lastCry, lastCryAt, peak, seconds);
    }

    /** The monitor's own detection keeps the run going, or begins it. */
    CryRun heardLocally(Instant at, Instant now, double score) {
        var since = crying ? risingSince : at;
        return new CryRun(
                posterior, true, since, at, now, crying ? Math.max(peak, score) : score, crying ? seconds : 0);
    }

    boolean isPartOf(Episode episode) {
        return crying || lastCry.isAfter(episode.startedAt());
    }
}
