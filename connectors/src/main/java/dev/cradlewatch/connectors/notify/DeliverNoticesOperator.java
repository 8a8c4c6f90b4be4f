package dev.cradlewatch.connectors.notify;

import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.Delivery.Outcome;
import dev.cradlewatch.operators.notify.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends notices and tells after each attempt what came of it. Attempts run side by side and waits hold nothing up, so a channel
 * that is dead delays no other. Flink's asynchronous functions give one result when all attempts are over; here the first one that
 * fails is told at once.
 *
 * <p>A newer message of the same alert takes the place of one that still waits for its channel. What is pending is part of the
 * checkpoint: after a failure it is tried again, under the same id.
 */
final class DeliverNoticesOperator extends AbstractStreamOperator<Delivery>
        implements OneInputStreamOperator<Notice, Delivery>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    /** Bounds memory and connections; each attempt is over within its time limit. */
    private static final int MOST_UNDER_WAY = 1_000;

    private final transient NoticeSender.Source senders;
    private final transient RetryPolicy policy;
    private final transient MailboxExecutor mailbox;

    private transient NoticeSender sender;
    private transient ListState<PendingNotice> kept;
    private transient Map<String, PendingNotice> pending;
    private transient int underWay;

    private transient Counter delivered;
    private transient Counter retried;
    private transient Counter failed;

    DeliverNoticesOperator(
            StreamOperatorParameters<Delivery> parameters, NoticeSender.Source senders, RetryPolicy policy) {
        super(parameters);
        this.senders = senders;
        this.policy = policy;
        mailbox = parameters.getMailboxExecutor();
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("pending", TypeInformation.of(PendingNotice.class)));
        pending = new LinkedHashMap<>();
        for (var notice : kept.get()) {
            pending.put(notice.notice().id(), notice.restored());
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        delivered = getMetricGroup().counter("delivered");
        retried = getMetricGroup().counter("retried");
        failed = getMetricGroup().counter("failed");
        getMetricGroup().gauge("pending", () -> pending.size());
        sender = senders.open();
        pending.values().forEach(this::wait);
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            if (sender != null) {
                sender.close();
            }
        }
    }

    @Override
    public void processElement(StreamRecord<Notice> element) throws Exception {
        var notice = element.getValue();
        while (underWay >= MOST_UNDER_WAY) {
            mailbox.yield();
        }
        if (pending.containsKey(notice.id())) {
            return;
        }
        for (var older : List.copyOf(pending.values())) {
            if (older.isReplacedBy(notice)) {
                replace(older.replacedBy(notice));
            }
        }
        attempt(PendingNotice.of(notice));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        kept.update(new ArrayList<>(pending.values()));
    }

    /** Attempts that are under way come to their end; nobody is left to make another. */
    @Override
    public void endInput() throws Exception {
        while (underWay > 0) {
            mailbox.yield();
        }
        for (var left : List.copyOf(pending.values())) {
            giveUp(left, left.attempts(), "the job ended before it was tried again");
        }
    }

    private void replace(PendingNotice older) {
        if (older.isUnderWay()) {
            pending.put(older.notice().id(), older);
        } else {
            giveUp(older, older.attempts(), newer(older));
        }
    }

    private void attempt(PendingNotice next) {
        var id = next.notice().id();
        if (isOver(next.notice(), now())) {
            giveUp(next, next.attempts(), "too late to be sent");
            return;
        }
        pending.put(id, next.underWay());
        underWay++;
        sender.send(next.notice()).thenAccept(result -> inMailbox(id, result));
    }

    /** A task that is being closed takes no more mails. */
    private void inMailbox(String id, SendResult result) {
        try {
            mailbox.execute(() -> onResult(id, result), "attempt to deliver notice %s", id);
        } catch (RejectedExecutionException e) {
            LOG.debug("Notice {} came to its end ({}) after its task did", id, result.detail());
        }
    }

    private void onResult(String id, SendResult result) {
        underWay--;
        var tried = pending.get(id);
        var attempts = tried.attempts() + 1;
        if (result instanceof SendResult.Taken) {
            delivered.inc();
            end(tried, Outcome.DELIVERED, attempts, result.detail());
        } else if (result instanceof SendResult.Missed missed) {
            onMissed(tried, missed);
        } else {
            giveUp(tried, attempts, result.detail());
        }
    }

    private void onMissed(PendingNotice tried, SendResult.Missed missed) {
        var attempts = tried.attempts() + 1;
        var nextAt = now().plus(policy.waitAfter(attempts, missed.notBefore()));
        if (tried.replacedBy() > 0) {
            giveUp(tried, attempts, missed.detail() + "; " + newer(tried));
        } else if (attempts >= policy.attempts() || isOver(tried.notice(), nextAt)) {
            giveUp(tried, attempts, missed.detail() + "; given up after %d attempts".formatted(attempts));
        } else {
            retried.inc();
            tell(tried.notice(), Outcome.RETRYING, attempts, missed.detail());
            var again = tried.missed(nextAt);
            pending.put(again.notice().id(), again);
            wait(again);
        }
    }

    private void wait(PendingNotice notice) {
        var id = notice.notice().id();
        var at = Math.max(notice.nextAt().toEpochMilli(), now().toEpochMilli());
        getProcessingTimeService().registerTimer(at, time -> Optional.ofNullable(pending.get(id))
                .filter(waiting -> !waiting.isUnderWay())
                .ifPresent(this::attempt));
    }

    private void giveUp(PendingNotice notice, int attempts, String detail) {
        failed.inc();
        end(notice, Outcome.FAILED, attempts, detail);
    }

    private void end(PendingNotice notice, Outcome outcome, int attempts, String detail) {
        pending.remove(notice.notice().id());
        tell(notice.notice(), outcome, attempts, detail);
    }

    private void tell(Notice notice, Outcome outcome, int attempts, String detail) {
        output.collect(new StreamRecord<>(notice.delivery(outcome, attempts, detail, now())));
    }

    private boolean isOver(Notice notice, Instant time) {
        return time.isAfter(notice.plannedAt().plus(policy.giveUpAfter()));
    }

    private Instant now() {
        return Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
    }

    private static String newer(PendingNotice older) {
        return "version %d of the alert took its place".formatted(older.replacedBy());
    }
}
