package dev.cradlewatch.operators.device;

import static dev.cradlewatch.operators.stream.DeadLetterReason.KEY_MISMATCH;
import static dev.cradlewatch.operators.stream.DeadLetterReason.REVOKED_DEVICE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.TOO_LARGE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.UNKNOWN_DEVICE;

import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RecordDecoder;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The gate that every device record passes: readable, valid, of a known device, with a time that makes sense. What does not
 * pass becomes a dead letter. A record that is ahead of its device's registration (the two topics race at start-up) waits,
 * bounded in time and number. Keyed by the record key, the device id.
 */
public final class Admission<T extends DeviceRecord>
        extends KeyedBroadcastProcessFunction<String, RawRecord, DeviceRegistration, Heard<T>> {
    private static final long serialVersionUID = 1L;

    /** The registry as broadcast state, by device id. */
    public static final MapStateDescriptor<String, DeviceRegistration> REGISTRY =
            new MapStateDescriptor<>("registry", Types.STRING, TypeInformation.of(DeviceRegistration.class));

    /** No time-to-live: its timers empty it. */
    private static final ListStateDescriptor<RawRecord> WAITING =
            new ListStateDescriptor<>("waiting", TypeInformation.of(RawRecord.class));

    private final RecordDecoder<T> decoder;
    private final RecordRules<T> rules;
    private final AdmissionPolicy policy;

    private transient ListState<RawRecord> waiting;
    private transient DeadLetters deadLetters;
    private transient Counter admitted;
    private transient Counter clockCorrections;
    private transient volatile long lagMillis;

    public Admission(RecordDecoder<T> decoder, RecordRules<T> rules, AdmissionPolicy policy) {
        this.decoder = decoder;
        this.rules = rules;
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getListState(WAITING);
        var metrics = getRuntimeContext().getMetricGroup();
        deadLetters = new DeadLetters(metrics);
        admitted = metrics.counter("admitted");
        clockCorrections = metrics.counter("clockCorrections");
        metrics.gauge("lagMillis", () -> lagMillis);
    }

    @Override
    public void processElement(RawRecord raw, ReadOnlyContext context, Collector<Heard<T>> out) throws Exception {
        try {
            var record = read(raw);
            var registration =
                    Optional.ofNullable(context.getBroadcastState(REGISTRY).get(record.device()));
            if (registration.isPresent()) {
                out.collect(admit(raw, record, registration.get(), context.currentProcessingTime()));
            } else {
                await(raw, context);
            }
        } catch (RefusedRecordException refused) {
            refuse(raw, refused, context);
        }
    }

    @Override
    public void processBroadcastElement(DeviceRegistration registration, Context context, Collector<Heard<T>> out)
            throws Exception {
        var registry = context.getBroadcastState(REGISTRY);
        if (registration.status() == Status.REMOVED) {
            registry.remove(registration.device());
            return;
        }
        var isNew = !registry.contains(registration.device());
        registry.put(registration.device(), registration);
        if (isNew) {
            context.applyToKeyedState(WAITING, (device, records) -> {
                if (device.equals(registration.device())) {
                    release(records, registration, context, out);
                }
            });
        }
    }

    private void release(
            ListState<RawRecord> records, DeviceRegistration registration, Context context, Collector<Heard<T>> out)
            throws Exception {
        for (var raw : copyOf(records)) {
            try {
                out.collect(admit(raw, read(raw), registration, context.currentProcessingTime()));
            } catch (RefusedRecordException refused) {
                context.output(DeadLetters.TAG, letter(raw, refused.reason(), refused.getMessage()));
            }
        }
        records.clear();
    }

    /** The wait is over: by the clock, or because a bounded input ended. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Heard<T>> out) throws Exception {
        for (var raw : copyOf(waiting)) {
            context.output(
                    DeadLetters.TAG,
                    letter(
                            raw,
                            UNKNOWN_DEVICE,
                            "device %s is not in the registry (add it with: cradlewatch device add)"
                                    .formatted(raw.key())));
        }
        waiting.clear();
    }

    private T read(RawRecord raw) throws RefusedRecordException {
        if (raw.value().length > policy.maxRecordBytes()) {
            throw new RefusedRecordException(
                    TOO_LARGE,
                    "value of %d bytes in %s: at most %d"
                            .formatted(raw.value().length, raw.origin(), policy.maxRecordBytes()));
        }
        var record = decoder.decode(raw.value());
        if (!record.device().equals(raw.key())) {
            throw new RefusedRecordException(
                    KEY_MISMATCH,
                    "record of device '%s' under key '%s': they must be equal".formatted(record.device(), raw.key()));
        }
        rules.check(record);
        return record;
    }

    private Heard<T> admit(RawRecord raw, T record, DeviceRegistration registration, long processingTimeMillis)
            throws RefusedRecordException {
        if (registration.status() == Status.REVOKED) {
            throw new RefusedRecordException(
                    REVOKED_DEVICE, "device %s was revoked: its records are not taken".formatted(record.device()));
        }
        var at = policy.clock().eventTime(record, raw.arrival());
        if (!at.equals(record.at())) {
            clockCorrections.inc();
        }
        admitted.inc();
        var now = policy.timebase().now(processingTimeMillis, raw.arrival());
        lagMillis = Duration.between(raw.arrival(), now).toMillis();
        var lane = Duration.between(at, now).compareTo(policy.alertHorizon()) > 0 ? Lane.LATE : Lane.LIVE;
        return new Heard<>(registration.household(), at, raw.arrival(), lane, raw.origin(), record);
    }

    private void await(RawRecord raw, ReadOnlyContext context) throws Exception {
        var count = copyOf(waiting).size();
        if (count >= policy.maxWaiting()) {
            context.output(
                    DeadLetters.TAG,
                    letter(
                            raw,
                            UNKNOWN_DEVICE,
                            "device %s is not in the registry and %d of its records wait already"
                                    .formatted(raw.key(), count)));
            return;
        }
        waiting.add(raw);
        if (count == 0) {
            var timers = context.timerService();
            timers.registerProcessingTimeTimer(
                    timers.currentProcessingTime() + policy.registryWait().toMillis());
            timers.registerEventTimeTimer(Long.MAX_VALUE);
        }
    }

    private void refuse(RawRecord raw, RefusedRecordException refused, ReadOnlyContext context) {
        context.output(DeadLetters.TAG, letter(raw, refused.reason(), refused.getMessage()));
    }

    private DeadLetter letter(RawRecord raw, DeadLetterReason reason, String detail) {
        return deadLetters.counted(DeadLetter.of(raw, reason, detail));
    }

    private static ArrayList<RawRecord> copyOf(ListState<RawRecord> records) throws Exception {
        var copy = new ArrayList<RawRecord>();
        records.get().forEach(copy::add);
        return copy;
    }
}
