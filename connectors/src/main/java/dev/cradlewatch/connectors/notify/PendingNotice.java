package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.operators.notify.Notice;
import java.time.Instant;

/**
 * A notice that has no final outcome yet.
 *
 * @param notice     what is sent
 * @param attempts   how often it was tried and missed
 * @param isUnderWay whether an attempt is going on
 * @param replacedBy version of the same alert that goes to the same channel meanwhile; 0 for none
 * @param nextAt     when it is tried again, by the machine's clock, unless it is under way
 */
public record PendingNotice(Notice notice, int attempts, boolean isUnderWay, int replacedBy, Instant nextAt) {

    static PendingNotice of(Notice notice) {
        return new PendingNotice(notice, 0, false, 0, Instant.EPOCH);
    }

    PendingNotice underWay() {
        return new PendingNotice(notice, attempts, true, replacedBy, nextAt);
    }

    PendingNotice missed(Instant next) {
        return new PendingNotice(notice, attempts + 1, false, replacedBy, next);
    }

    PendingNotice replacedBy(Notice newer) {
        return new PendingNotice(notice, attempts, isUnderWay, newer.message().alertVersion(), nextAt);
    }

    /** As a job finds it that comes back: whether an attempt that was under way arrived, nobody knows. */
    PendingNotice restored() {
        return new PendingNotice(notice, attempts, false, replacedBy, isUnderWay ? Instant.EPOCH : nextAt);
    }

    boolean isReplacedBy(Notice newer) {
        var message = newer.message();
        return !message.alertId().isEmpty()
                && message.alertId().equals(notice.message().alertId())
                && message.alertVersion() > notice.message().alertVersion()
                && newer.household().equals(notice.household())
                && newer.caregiver().equals(notice.caregiver())
                && newer.channel().id().equals(notice.channel().id());
    }
}
