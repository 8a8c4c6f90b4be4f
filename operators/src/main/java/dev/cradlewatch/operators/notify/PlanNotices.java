package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns versions of alerts into messages for the channels of a household's caregivers, by {@link Escalation}, and tests of a
 * channel into one message for it. Keyed by household.
 */
public final class PlanNotices extends KeyedBroadcastProcessFunction<String, NoticeSignal, DirectoryEntry, Notice> {
    private static final long serialVersionUID = 1L;

    /** Households as broadcast state, by household id. */
    public static final MapStateDescriptor<String, Household> HOUSEHOLDS =
            new MapStateDescriptor<>("households", Types.STRING, TypeInformation.of(Household.class));

    /** What monitors are called, as broadcast state, by device id. */
    public static final MapStateDescriptor<String, String> DEVICE_NAMES =
            new MapStateDescriptor<>("device-names", Types.STRING, Types.STRING);

    /** Tests of channels that nobody has. */
    public static final OutputTag<Delivery> UNDELIVERABLE =
            new OutputTag<>("undeliverable", TypeInformation.of(Delivery.class));

    /** Much longer than an alert may ring late, so that a repeat of it is recognized. */
    private static final Duration MEMORY = Duration.ofDays(1);

    private final NoticePolicy policy;

    private transient Escalation escalation;
    private transient MapState<String, Asking> alerts;
    private transient MapState<String, PendingTest> tests;
    private transient Counter notices;

    public PlanNotices(NoticePolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        escalation = new Escalation(policy);
        alerts = getRuntimeContext().getMapState(remembered("alerts", Asking.class));
        tests = getRuntimeContext().getMapState(remembered("tests", PendingTest.class));
        notices = getRuntimeContext().getMetricGroup().counter("notices");
    }

    @Override
    public void processElement(NoticeSignal signal, ReadOnlyContext context, Collector<Notice> out) throws Exception {
        var turn = new Turn(
                context.getBroadcastState(HOUSEHOLDS),
                context.getBroadcastState(DEVICE_NAMES),
                signal.household(),
                context.timerService(),
                out);
        if (signal instanceof NoticeSignal.OfAlert told) {
            var alert = told.alert();
            var now = policy.timebase().now(turn.timers.currentProcessingTime(), alert.at());
            turn.tellWhatIsDue(now);
            var before = Optional.ofNullable(alerts.get(alert.id()));
            turn.tell(
                    before.isPresent()
                            ? escalation.on(before.get(), alert, turn.household(), now)
                            : escalation.onNew(alert, turn.household(), now));
        } else if (signal instanceof NoticeSignal.OfTest asked && isNew(asked.test(), turn.machineTime())) {
            var pending = new PendingTest(asked.test(), turn.machineTime().plus(policy.testWait()), false);
            tests.put(asked.test().id(), pending);
            turn.answer(pending, delivery -> context.output(UNDELIVERABLE, delivery));
        }
    }

    @Override
    public void processBroadcastElement(DirectoryEntry entry, Context context, Collector<Notice> out) throws Exception {
        if (entry instanceof DirectoryEntry.OfHousehold of) {
            context.getBroadcastState(HOUSEHOLDS).put(of.household().household(), of.household());
        } else if (entry instanceof DirectoryEntry.OfDevice of) {
            context.getBroadcastState(DEVICE_NAMES)
                    .put(of.device().device(), of.device().name());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Notice> out) throws Exception {
        var turn = new Turn(
                context.getBroadcastState(HOUSEHOLDS),
                context.getBroadcastState(DEVICE_NAMES),
                context.getCurrentKey(),
                context.timerService(),
                out);
        var isEnd = turn.timers.currentWatermark() == Long.MAX_VALUE;
        if (!isEnd && (policy.timebase() == Timebase.WALL) == (context.timeDomain() == TimeDomain.PROCESSING_TIME)) {
            turn.tellWhatIsDue(
                    policy.timebase().now(turn.timers.currentProcessingTime(), Instant.ofEpochMilli(timestamp)));
        }
        for (var pending : all(tests)) {
            if (!pending.answered()) {
                turn.answer(pending, delivery -> context.output(UNDELIVERABLE, delivery));
            }
        }
    }

    /** Restored late, a job does not send yesterday's tests. */
    private boolean isNew(ChannelTest test, Instant machineTime) throws Exception {
        return !tests.contains(test.id())
                && (policy.timebase() == Timebase.STREAM
                        || !machineTime.isAfter(test.at().plus(policy.tooOld())));
    }

    private static <T> List<T> all(MapState<String, T> state) throws Exception {
        var values = new ArrayList<T>();
        state.values().forEach(values::add);
        return values;
    }

    private static <T> MapStateDescriptor<String, T> remembered(String name, Class<T> type) {
        var descriptor = new MapStateDescriptor<>(name, Types.STRING, TypeInformation.of(type));
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(MEMORY).build());
        return descriptor;
    }

    /** One call of Flink for one household. */
    private final class Turn {
        private final Household household;
        private final ReadOnlyBroadcastState<String, String> names;
        private final TimerService timers;
        private final Collector<Notice> out;

        Turn(
                ReadOnlyBroadcastState<String, Household> households,
                ReadOnlyBroadcastState<String, String> names,
                String household,
                TimerService timers,
                Collector<Notice> out)
                throws Exception {
            this.household =
                    Optional.ofNullable(households.get(household)).orElseGet(() -> Household.defaults(household));
            this.names = names;
            this.timers = timers;
            this.out = out;
        }

        Household household() {
            return household;
        }

        Instant machineTime() {
            return Instant.ofEpochMilli(timers.currentProcessingTime());
        }

        void tellWhatIsDue(Instant now) throws Exception {
            for (var asking : all(alerts)) {
                if (asking.isDue(now)) {
                    tell(escalation.onTime(asking, household, now));
                }
            }
        }

        void tell(Telling telling) throws Exception {
            var asking = telling.asking();
            alerts.put(asking.alert().id(), asking);
            if (asking.isWaiting()) {
                policy.timebase().wakeAt(timers, asking.nextAt());
            }
            for (var call : telling.calls()) {
                var message = NoticeWords.of(
                        asking.alert(), call.urgency(), call.escalated(), household, devices(asking.alert()));
                for (var channel : call.caregiver().channels()) {
                    send(
                            noticeId(asking.alert(), call.caregiver().id(), channel),
                            call.caregiver().id(),
                            channel,
                            message);
                }
            }
        }

        /** A new channel and its test come from two topics and in either order, so the test waits for a while. */
        void answer(PendingTest pending, Consumer<Delivery> undeliverable) throws Exception {
            var test = pending.test();
            var channel = household.caregiver(test.caregiver()).flatMap(caregiver -> caregiver.channel(test.channel()));
            if (channel.isPresent()) {
                send(test.id(), test.caregiver(), channel.get(), NoticeWords.of(test, household));
                tests.put(test.id(), pending.nowAnswered());
            } else if (!machineTime().isBefore(pending.until())) {
                undeliverable.accept(noChannel(test));
                tests.put(test.id(), pending.nowAnswered());
            } else {
                var again = machineTime().plus(policy.lookAgain());
                var next = again.isBefore(pending.until()) ? again : pending.until();
                timers.registerProcessingTimeTimer(next.toEpochMilli());
            }
        }

        private void send(String id, String caregiver, Channel channel, Message message) {
            notices.inc();
            out.collect(new Notice(id, household.household(), caregiver, channel, message, machineTime()));
        }

        private Delivery noChannel(ChannelTest test) {
            return new Delivery(
                    test.id(),
                    test.household(),
                    test.caregiver(),
                    test.channel(),
                    "",
                    0,
                    true,
                    Delivery.Outcome.FAILED,
                    0,
                    "there is no such channel: save it first, then try it",
                    machineTime());
        }

        private List<String> devices(Alert alert) throws Exception {
            var called = new ArrayList<String>();
            for (var device :
                    alert.evidence().stream().map(DeviceEvidence::device).toList()) {
                var name = Optional.ofNullable(names.get(device)).orElse("");
                called.add(name.isEmpty() ? device : name);
            }
            return called;
        }
    }

    private static String noticeId(Alert alert, String caregiver, Channel channel) {
        var name = String.join(
                "\n",
                "cradlewatch",
                "notice",
                alert.household(),
                alert.id(),
                Integer.toString(alert.version()),
                caregiver,
                channel.id());
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
