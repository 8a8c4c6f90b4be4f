package dev.cradlewatch.operators.device;

import static dev.cradlewatch.operators.stream.DeadLetterReason.KEY_MISMATCH;
import static dev.cradlewatch.operators.stream.DeadLetterReason.REVOKED_DEVICE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.TOO_LARGE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.UNKNOWN_DEVICE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.UNKNOWN_KEY;

import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RecordDecoder;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * The gate that every device record passes: signed by a known device, readable, valid, with a time that makes sense. What does
 * not pass becomes a dead letter; nothing in a record is read before its signature holds. A record that is ahead of the
 * registration of its device or key (the two topics race when a device is added and when a key is rotated) waits, bounded in time
 * and number. Keyed by the record key, the device id.
 */
public final class Admission<T extends DeviceStatement>
        extends KeyedBroadcastProcessFunction<String, RawRecord, DeviceRegistration, Heard<T>>
        implements CheckpointedFunction {
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
    private final ArrayList<DeviceRegistration> known;

    private transient Map<String, DeviceRegistration> notHeardYet;
    private transient ListState<RawRecord> waiting;
    private transient SignatureCheck signatures;
    private transient DeadLetters deadLetters;
    private transient Counter admitted;
    private transient Counter clockCorrections;
    private transient volatile long lagMillis;

    /**
     * @param known what the registry held when the job was made: a job without state, which reads registry and backlog side by side,
     *     knows the devices of its first record
     */
    public Admission(
            RecordDecoder<T> decoder, RecordRules<T> rules, AdmissionPolicy policy, List<DeviceRegistration> known) {
        this.decoder = decoder;
        this.rules = rules;
        this.policy = policy;
        this.known = new ArrayList<>(known);
    }

    /** A job that comes back has the registry in its state, and may know of changes since it was made. */
    @Override
    public void initializeState(FunctionInitializationContext context) {
        notHeardYet = new HashMap<>();
        if (!context.isRestored()) {
            known.forEach(registration -> notHeardYet.put(registration.device(), registration));
        }
    }

    /** The registry is Flink's broadcast state, which it keeps itself. */
    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getListState(WAITING);
        signatures = new SignatureCheck();
        var metrics = getRuntimeContext().getMetricGroup();
        deadLetters = new DeadLetters(metrics);
        admitted = metrics.counter("admitted");
        clockCorrections = metrics.counter("clockCorrections");
        metrics.gauge("lagMillis", () -> lagMillis);
    }

    @Override
    public void processElement(RawRecord raw, ReadOnlyContext context, Collector<Heard<T>> out) throws Exception {
        try {
            checkSize(raw);
            SignatureCheck.requireSigned(raw);
            var registration = registration(raw.key(), context);
            if (registration.isPresent() && canJudge(registration.get(), raw)) {
                out.collect(admit(raw, registration.get(), context.currentProcessingTime()));
            } else {
                await(raw, context);
            }
        } catch (RefusedRecordException refused) {
            context.output(DeadLetters.TAG, letter(raw, refused));
        }
    }

    @Override
    public void processBroadcastElement(DeviceRegistration registration, Context context, Collector<Heard<T>> out)
            throws Exception {
        var registry = context.getBroadcastState(REGISTRY);
        notHeardYet.remove(registration.device());
        if (registration.status() == Status.REMOVED) {
            registry.remove(registration.device());
            return;
        }
        var before = Optional.ofNullable(registry.get(registration.device()));
        registry.put(registration.device(), registration);
        if (!before.equals(Optional.of(registration))) {
            context.applyToKeyedState(WAITING, (device, records) -> {
                if (device.equals(registration.device())) {
                    release(records, registration, context, out);
                }
            });
        }
    }

    private Optional<DeviceRegistration> registration(String device, ReadOnlyContext context) throws Exception {
        return Optional.ofNullable(context.getBroadcastState(REGISTRY).get(device))
                .or(() -> Optional.ofNullable(notHeardYet.get(device)));
    }

    /** Those that the registration says nothing about wait on. */
    private void release(
            ListState<RawRecord> records, DeviceRegistration registration, Context context, Collector<Heard<T>> out)
            throws Exception {
        var undecided = new ArrayList<RawRecord>();
        for (var raw : copyOf(records)) {
            try {
                if (canJudge(registration, raw)) {
                    out.collect(admit(raw, registration, context.currentProcessingTime()));
                } else {
                    undecided.add(raw);
                }
            } catch (RefusedRecordException refused) {
                context.output(DeadLetters.TAG, letter(raw, refused));
            }
        }
        records.update(undecided);
    }

    /** The wait is over: by the clock, or because a bounded input ended. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Heard<T>> out) throws Exception {
        var isKnown = registration(context.getCurrentKey(), context).isPresent();
        for (var raw : copyOf(waiting)) {
            var refused = isKnown ? unknownKey(raw) : unknownDevice(raw, "");
            context.output(DeadLetters.TAG, letter(raw, refused));
        }
        waiting.clear();
    }

    /** A key that the registration lacks may be on its way; a revoked device has no need of keys. */
    private static boolean canJudge(DeviceRegistration registration, RawRecord raw) {
        return registration.status() == Status.REVOKED
                || registration.key(SignatureCheck.kid(raw)).isPresent();
    }

    private Heard<T> admit(RawRecord raw, DeviceRegistration registration, long processingTimeMillis)
            throws RefusedRecordException {
        if (registration.status() == Status.REVOKED) {
            throw new RefusedRecordException(
                    REVOKED_DEVICE,
                    "device %s was revoked: its records are not taken".formatted(registration.device()));
        }
        signatures.verify(raw, keyOf(raw, registration));
        var record = read(raw);
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

    private static DeviceKey keyOf(RawRecord raw, DeviceRegistration registration) throws RefusedRecordException {
        var key = registration.key(SignatureCheck.kid(raw)).orElseThrow(() -> unknownKey(raw));
        if (key.statusAt(raw.arrival()) == DeviceKey.Status.RETIRED) {
            throw new RefusedRecordException(
                    UNKNOWN_KEY,
                    "key %s of device %s was retired at %s (put the key on the monitor that cradlewatch device rotate made)"
                            .formatted(key.kid(), registration.device(), key.retires()));
        }
        return key;
    }

    private void checkSize(RawRecord raw) throws RefusedRecordException {
        if (raw.value().length > policy.maxRecordBytes()) {
            throw new RefusedRecordException(
                    TOO_LARGE,
                    "value of %d bytes in %s: at most %d"
                            .formatted(raw.value().length, raw.origin(), policy.maxRecordBytes()));
        }
    }

    private T read(RawRecord raw) throws RefusedRecordException {
        var record = decoder.decode(raw.value());
        if (!record.device().equals(raw.key())) {
            throw new RefusedRecordException(
                    KEY_MISMATCH,
                    "record of device '%s' under key '%s': they must be equal".formatted(record.device(), raw.key()));
        }
        rules.check(record);
        return record;
    }

    private void await(RawRecord raw, ReadOnlyContext context) throws Exception {
        var count = copyOf(waiting).size();
        if (count >= policy.maxWaiting()) {
            var isKnown = registration(raw.key(), context).isPresent();
            var refused = isKnown
                    ? unknownKey(raw)
                    : unknownDevice(raw, " and %d of its records wait already".formatted(count));
            context.output(DeadLetters.TAG, letter(raw, refused));
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

    private static RefusedRecordException unknownDevice(RawRecord raw, String besides) {
        return new RefusedRecordException(
                UNKNOWN_DEVICE,
                "device %s is not in the registry%s (add it with: cradlewatch device add)"
                        .formatted(raw.key(), besides));
    }

    private static RefusedRecordException unknownKey(RawRecord raw) {
        return new RefusedRecordException(
                UNKNOWN_KEY,
                "key %s is not one of device %s (see: cradlewatch device list)"
                        .formatted(SignatureCheck.kid(raw), raw.key()));
    }

    private DeadLetter letter(RawRecord raw, RefusedRecordException refused) {
        return deadLetters.counted(DeadLetter.of(raw, refused.reason(), refused.getMessage()));
    }

    private static ArrayList<RawRecord> copyOf(ListState<RawRecord> records) throws Exception {
        var copy = new ArrayList<RawRecord>();
        records.get().forEach(copy::add);
        return copy;
    }
}
