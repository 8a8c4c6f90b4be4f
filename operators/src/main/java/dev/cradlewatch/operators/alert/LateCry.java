package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.audio.CryLevel;
import java.time.Duration;
import java.time.Instant;

/**
 * Crying found in a monitor's backlog, to be told once it was all heard.
 *
 * @param first     start of the first such window; {@link Instant#EPOCH} if there is none
 * @param last      end of the last one
 * @param peak      highest window probability
 * @param seconds   windows
 * @param noticedAt when the last one was known, by the job's clock
 * @param version   of the summary that was told last, 0 if none was
 * @param told      whether that summary tells everything
 */
public record LateCry(
        Instant first, Instant last, double peak, int seconds, Instant noticedAt, int version, boolean told) {

    static LateCry none() {
        return new LateCry(Instant.EPOCH, Instant.EPOCH, 0, 0, Instant.EPOCH, 0, true);
    }

    LateCry heard(CryLevel level, Instant now, AlertPolicy policy) {
        var window = level.window();
        var sameOutage = seconds > 0 && Duration.between(noticedAt, now).compareTo(policy.outageMax()) < 0;
        if (!sameOutage) {
            return new LateCry(window.at(), window.end(), level.probability(), 1, now, 0, false);
        }
        return new LateCry(
                window.at().isBefore(first) ? window.at() : first,
                window.end().isAfter(last) ? window.end() : last,
                Math.max(peak, level.probability()),
                seconds + 1,
                now,
                version,
                false);
    }

    LateCry nowTold() {
        return new LateCry(first, last, peak, seconds, noticedAt, version + 1, true);
    }
}
