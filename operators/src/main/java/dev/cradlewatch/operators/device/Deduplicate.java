package dev.cradlewatch.operators.device;

import static dev.cradlewatch.operators.stream.DeadLetterReason.REPLAYED;

import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each (epoch, sequence number) of a device pass once. Exact: one bit a record, in blocks of 1,024; what is older than any
 * backlog that admission takes is remembered only as the number up to which it goes. A repeat is a sender's retry and dropped in
 * silence, unless the device has sent other things for long: then somebody replays what it once said, a dead letter. Keyed by
 * device.
 */
public final class Deduplicate<T extends DeviceRecord> extends KeyedProcessFunction<String, Heard<T>, Heard<T>> {
    private static final long serialVersionUID = 1L;

    private final DuplicatePolicy policy;

    private transient SeenNumbers seen;
    private transient MapState<Long, SeenEpoch> epochs;
    private transient ValueState<Instant> newestSent;
    private transient DeadLetters deadLetters;
    private transient Counter duplicates;

    public Deduplicate(DuplicatePolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        var blocks = SeenNumbers.descriptor("seen");
        // For devices that fell silent; twice the memory, so that a job that was down for a week forgets nothing it
        // needs.
        blocks.enableTimeToLive(
                StateTtlConfig.newBuilder(policy.memory().multipliedBy(2)).build());
        seen = new SeenNumbers(getRuntimeContext().getMapState(blocks));
        // No time-to-live: some bytes for each epoch and device, for else old records would pass again one day.
        epochs = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("epochs", Types.LONG, TypeInformation.of(SeenEpoch.class)));
        newestSent = getRuntimeContext().getState(new ValueStateDescriptor<>("newest-sent", Types.INSTANT));
        deadLetters = new DeadLetters(getRuntimeContext().getMetricGroup());
        duplicates = getRuntimeContext().getMetricGroup().counter("duplicates");
    }

    @Override
    public void processElement(Heard<T> heard, Context context, Collector<Heard<T>> out) throws Exception {
        var record = heard.record();
        var before = Optional.ofNullable(epochs.get(record.epoch())).orElseGet(SeenEpoch::unheard);
        var epoch = before.with(record.seq(), heard.arrival(), policy.memory());
        if (record.seq() <= epoch.settled()) {
            refuse(
                    heard,
                    "numbers up to %d belong to a time before the %s that are remembered"
                            .formatted(epoch.settled(), policy.memory()),
                    context);
            return;
        }
        if (!seen.isMarkedNow(record.epoch(), record.seq())) {
            remember(record.epoch(), before, epoch);
            if (isNewest(record.sent())) {
                newestSent.update(record.sent());
            }
            out.collect(heard);
            return;
        }
        var behind = Duration.between(record.sent(), newestSent.value());
        if (behind.compareTo(policy.repeatWithin()) > 0) {
            refuse(heard, "sent at %s, %s before its newest record".formatted(record.sent(), behind), context);
        } else {
            duplicates.inc();
        }
    }

    private void remember(long id, SeenEpoch before, SeenEpoch epoch) throws Exception {
        if (epoch != before) {
            epochs.put(id, epoch);
        }
        if (epoch.settled() != before.settled()) {
            seen.forget(id, epoch.settled());
        }
    }

    private boolean isNewest(Instant sent) throws Exception {
        var newest = newestSent.value();
        return newest == null || sent.isAfter(newest);
    }

    private void refuse(Heard<T> heard, String why, Context context) {
        var record = heard.record();
        var letter = DeadLetter.of(
                heard.origin(),
                heard.arrival(),
                record.device(),
                REPLAYED,
                "number %d of epoch %s of device %s comes again, too late for a retry: %s"
                        .formatted(record.seq(), Long.toHexString(record.epoch()), record.device(), why));
        context.output(DeadLetters.TAG, deadLetters.counted(letter));
    }
}
