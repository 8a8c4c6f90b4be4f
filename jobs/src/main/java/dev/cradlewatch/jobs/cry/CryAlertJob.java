package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.connectors.wire.HouseholdSettingsCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.HouseholdAlerts;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.HouseholdSignal;
import dev.cradlewatch.operators.alert.OrderSignals;
import dev.cradlewatch.operators.audio.AssembleContext;
import dev.cradlewatch.operators.audio.CryContext;
import dev.cradlewatch.operators.audio.CryLevel;
import dev.cradlewatch.operators.audio.ReorderWindows;
import dev.cradlewatch.operators.audio.ScoreContexts;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.SmoothCry;
import dev.cradlewatch.operators.device.Admission;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.ContentRules;
import dev.cradlewatch.operators.device.Deduplicate;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceRecord;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.LifeSign;
import dev.cradlewatch.operators.device.LivenessChange;
import dev.cradlewatch.operators.device.RecordRules;
import dev.cradlewatch.operators.device.WatchLiveness;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.DecodeEntries;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RecordDecoder;
import dev.cradlewatch.operators.stream.SealedTypeInfo;
import dev.cradlewatch.operators.stream.Timebase;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From one second of sound to an alert of a household. The graph is a function of its inputs and outputs, so that the same one
 * runs on a laptop, on a cluster, in a replay and in a test.
 */
public final class CryAlertJob {
    private static final TypeInformation<Heard<AudioWindow>> HEARD_WINDOW = TypeInformation.of(new TypeHint<>() {});
    private static final TypeInformation<Heard<DeviceEvent>> HEARD_EVENT = TypeInformation.of(new TypeHint<>() {});
    private static final TypeInformation<HouseholdSignal> SIGNAL = SealedTypeInfo.of(HouseholdSignal.class);

    private final CryAlertConfig config;

    public CryAlertJob(CryAlertConfig config) {
        this.config = config;
    }

    /** Adds the job's graph to the environment of the inputs. */
    public void define(CryAlertInputs inputs, CryAlertOutputs outputs) {
        var devices = named(
                inputs.devices()
                        .process(
                                new DecodeEntries<>(new DeviceRegistrationCodec()::decodeEntry),
                                TypeInformation.of(DeviceRegistration.class)),
                "decode-devices");
        var settings = named(
                inputs.settings()
                        .process(
                                new DecodeEntries<>(new HouseholdSettingsCodec()::decodeEntry),
                                TypeInformation.of(HouseholdSettings.class)),
                "decode-settings");
        var answers = named(
                inputs.feedback()
                        .process(
                                new DecodeEntries<HouseholdSignal>(raw -> new HouseholdSignal.Answer(
                                        new FeedbackCodec().decode(raw.value()), raw.arrival())),
                                SIGNAL),
                "decode-feedback");
        var registry = devices.broadcast(Admission.REGISTRY);

        var admittedWindows = named(
                admit(
                        inputs.windows(),
                        inputs.known(),
                        registry,
                        new AudioWindowCodec(),
                        ContentRules::window,
                        HEARD_WINDOW),
                "admit-windows");
        var windows = deduplicated(admittedWindows, "deduplicate-windows");
        var ordered =
                named(byDevice(windows).process(new ReorderWindows(config.reorder()), HEARD_WINDOW), "reorder-windows");
        var contexts = named(
                byDevice(ordered).process(new AssembleContext(config.features()), TypeInformation.of(CryContext.class)),
                "assemble-context");
        var scored = named(
                contexts.transform(
                        "score-contexts",
                        TypeInformation.of(ScoredWindow.class),
                        new ScoreContexts(config.model(), config.batch())),
                "score-contexts");
        var levels = named(
                DataStreamUtils.reinterpretAsKeyedStream(
                                scored, window -> window.window().device(), Types.STRING)
                        .process(new SmoothCry(config.filter()), TypeInformation.of(CryLevel.class)),
                "smooth-cry");

        var admittedEvents = named(
                admit(
                        inputs.events(),
                        inputs.known(),
                        registry,
                        new DeviceEventCodec(),
                        ContentRules::event,
                        HEARD_EVENT),
                "admit-events");
        var events = deduplicated(admittedEvents, "deduplicate-events");
        var liveness = named(
                lifeSigns(windows, "window-signs")
                        .union(lifeSigns(events, "event-signs"))
                        .keyBy(LifeSign::device, Types.STRING)
                        .connect(registry)
                        .process(new WatchLiveness(config.liveness()), TypeInformation.of(LivenessChange.class)),
                "watch-liveness");

        var signals = levels.<HouseholdSignal>map(HouseholdSignal.Level::new, SIGNAL)
                .uid("level-signals")
                .name("level-signals")
                .union(
                        events.<HouseholdSignal>map(HouseholdSignal.Report::new, SIGNAL)
                                .uid("report-signals")
                                .name("report-signals"),
                        liveness.<HouseholdSignal>map(HouseholdSignal.Liveness::new, SIGNAL)
                                .uid("liveness-signals")
                                .name("liveness-signals"),
                        answers);
        var alerts = named(
                byHousehold(signals)
                        .connect(settings.broadcast(HouseholdAlerts.SETTINGS))
                        .process(
                                new HouseholdAlerts(config.alerts(), config.timebase()),
                                TypeInformation.of(Alert.class)),
                "household-alerts");

        alerts.sinkTo(outputs.alerts()).uid("alerts-sink").name("alerts");
        scored.sinkTo(outputs.scores()).uid("scores-sink").name("cry.scores");
        deadLetters(devices, settings, answers, admittedWindows, windows, admittedEvents, events, scored)
                .sinkTo(outputs.deadLetters())
                .uid("dead-letters-sink")
                .name("dead.letters");
    }

    private KeyedStream<HouseholdSignal, String> byHousehold(DataStream<HouseholdSignal> signals) {
        var keyed = signals.keyBy(HouseholdSignal::household, Types.STRING);
        if (config.timebase() == Timebase.WALL) {
            return keyed;
        }
        return DataStreamUtils.reinterpretAsKeyedStream(
                named(keyed.process(new OrderSignals(), SIGNAL), "order-signals"),
                HouseholdSignal::household,
                Types.STRING);
    }

    private <T extends DeviceRecord> SingleOutputStreamOperator<Heard<T>> admit(
            DataStream<RawRecord> raw,
            List<DeviceRegistration> known,
            BroadcastStream<DeviceRegistration> registry,
            RecordDecoder<T> decoder,
            RecordRules<T> rules,
            TypeInformation<Heard<T>> type) {
        return raw.keyBy(RawRecord::key, Types.STRING)
                .connect(registry)
                .process(new Admission<>(decoder, rules, config.admission(), known), type);
    }

    private <T extends DeviceRecord> SingleOutputStreamOperator<Heard<T>> deduplicated(
            DataStream<Heard<T>> heard, String name) {
        return named(byDevice(heard).process(new Deduplicate<>(config.duplicates()), heard.getType()), name);
    }

    /** Admission keyed the stream by the record key, which it made sure is the device: no need to send it round again. */
    private static <T extends DeviceRecord> KeyedStream<Heard<T>, String> byDevice(DataStream<Heard<T>> heard) {
        return DataStreamUtils.reinterpretAsKeyedStream(
                heard, record -> record.record().device(), Types.STRING);
    }

    private static <T extends DeviceRecord> SingleOutputStreamOperator<LifeSign> lifeSigns(
            DataStream<Heard<T>> heard, String name) {
        return named(heard.map(LifeSign::of, TypeInformation.of(LifeSign.class)), name);
    }

    private static DataStream<DeadLetter> deadLetters(
            SingleOutputStreamOperator<?> first, SingleOutputStreamOperator<?>... others) {
        var letters = first.getSideOutput(DeadLetters.TAG);
        DataStream<DeadLetter> all = letters;
        for (var other : others) {
            all = all.union(other.getSideOutput(DeadLetters.TAG));
        }
        return all;
    }

    private static <T> SingleOutputStreamOperator<T> named(SingleOutputStreamOperator<T> operator, String name) {
        return operator.uid(name).name(name);
    }
}
