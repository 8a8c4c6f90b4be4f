package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.clip.ClipFile;
import dev.cradlewatch.connectors.clip.KeepClips;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.clip.ClipCue;
import dev.cradlewatch.operators.clip.ClipPlan;
import dev.cradlewatch.operators.clip.PlanClips;
import dev.cradlewatch.operators.device.Admission;
import dev.cradlewatch.operators.device.ContentRules;
import dev.cradlewatch.operators.device.Deduplicate;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.history.CountOnce;
import dev.cradlewatch.operators.image.ImageFacts;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.DecodeEntries;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RecordDecoder;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableFunction;

/**
 * From what the topics tell to the history's tables, each fact once. Apart from the alert job on purpose: a catalog or a
 * warehouse that is away must not keep an alert waiting. What windows and events it refuses, the alert job has told already.
 */
public final class HistoryJob {
    private static final TypeInformation<Heard<DeviceEvent>> HEARD_EVENT = TypeInformation.of(new TypeHint<>() {});

    private final HistoryConfig config;

    public HistoryJob(HistoryConfig config) {
        this.config = config;
    }

    /**
     * Adds the job's graph to the environment of the inputs, and lets that take checkpoints as often as rows shall be committed.
     *
     * @throws IOException if the history's tables cannot take this release's rows
     */
    public void define(HistoryInputs inputs, HistorySinks history, KeepClips clips, Sink<DeadLetter> deadLetters)
            throws IOException {
        inputs.events()
                .getExecutionEnvironment()
                .enableCheckpointing(config.commitEvery().toMillis(), CheckpointingMode.EXACTLY_ONCE);

        var registry = named(
                        inputs.devices()
                                .process(
                                        new DecodeEntries<>(new DeviceRegistrationCodec()::decodeEntry),
                                        TypeInformation.of(DeviceRegistration.class)),
                        "decode-devices")
                .broadcast(Admission.REGISTRY);
        var events = admitted(inputs, registry);

        var scores = decoded(inputs.scores(), new CryScoreCodec(), ScoredWindow.class, "decode-scores");
        var alerts = decoded(inputs.alerts(), new AlertCodec(), Alert.class, "decode-alerts");
        var feedback = decoded(inputs.feedback(), new FeedbackCodec(), Feedback.class, "decode-feedback");
        var colorized = new ColorizedImageCodec();
        var images = named(
                inputs.images()
                        .process(
                                new DecodeEntries<>(raw -> ImageFacts.of(colorized.decode(raw.value()), raw.origin())),
                                TypeInformation.of(ImageFacts.class)),
                "decode-images");

        history.append(events, HistoryTables.DEVICE_EVENTS);
        var countedScores = counted(
                scores,
                scored -> scored.window().device(),
                scored -> scored.window().epoch(),
                scored -> scored.window().seq(),
                "count-scores");
        history.append(countedScores, HistoryTables.CRY_SCORES);
        var countedAlerts = counted(alerts, Alert::id, alert -> 0L, alert -> (long) alert.version(), "count-alerts");
        history.append(countedAlerts, HistoryTables.ALERTS);
        history.append(countedById(feedback, Feedback::id, "count-feedback"), HistoryTables.FEEDBACK);
        history.append(countedById(images, ImageFacts::identity, "count-images"), HistoryTables.IMAGES);
        history.append(clips(countedScores, countedAlerts, clips), HistoryTables.CLIPS);
        scores.getSideOutput(DeadLetters.TAG)
                .union(
                        alerts.getSideOutput(DeadLetters.TAG),
                        feedback.getSideOutput(DeadLetters.TAG),
                        images.getSideOutput(DeadLetters.TAG))
                .sinkTo(deadLetters)
                .uid("dead-letters-sink")
                .name("dead.letters");
    }

    /** Events verified, valid, and each once. */
    private SingleOutputStreamOperator<Heard<DeviceEvent>> admitted(
            HistoryInputs inputs, BroadcastStream<DeviceRegistration> registry) {
        var admitted = named(
                inputs.events()
                        .keyBy(RawRecord::key, Types.STRING)
                        .connect(registry)
                        .process(
                                new Admission<>(
                                        new DeviceEventCodec(),
                                        ContentRules::event,
                                        config.admission(),
                                        inputs.known()),
                                HEARD_EVENT),
                "admit-events");
        // Admission keyed the stream by the record key, which it made sure is the device: no need to send it round
        // again.
        var byDevice = DataStreamUtils.reinterpretAsKeyedStream(
                admitted, heard -> heard.record().device(), Types.STRING);
        return named(byDevice.process(new Deduplicate<>(config.duplicates()), HEARD_EVENT), "deduplicate-events");
    }

    /** Keeping is a task of its own, because reading sound takes a while. */
    private DataStream<ClipFile> clips(DataStream<ScoredWindow> scores, DataStream<Alert> alerts, KeepClips keepClips) {
        var cues = named(
                alerts.flatMap(
                        (Alert alert, Collector<ClipCue> out) ->
                                ClipCue.of(alert).forEach(out::collect),
                        TypeInformation.of(ClipCue.class)),
                "cue-clips");
        var planned = named(
                scores.keyBy(scored -> scored.window().device(), Types.STRING)
                        .connect(cues.keyBy(ClipCue::device, Types.STRING))
                        .process(new PlanClips(config.clips()), TypeInformation.of(ClipPlan.class)),
                "plan-clips");
        return named(planned.transform("keep-clips", TypeInformation.of(ClipFile.class), keepClips), "keep-clips")
                .startNewChain();
    }

    private <T> SingleOutputStreamOperator<T> countedById(
            SingleOutputStreamOperator<T> facts, KeySelector<T, String> id, String name) {
        return counted(facts, id, fact -> 0L, fact -> 0L, name);
    }

    private <T> SingleOutputStreamOperator<T> counted(
            SingleOutputStreamOperator<T> facts,
            KeySelector<T, String> key,
            SerializableFunction<T, Long> epoch,
            SerializableFunction<T, Long> number,
            String name) {
        return named(
                facts.keyBy(key, Types.STRING)
                        .process(new CountOnce<>(epoch, number, config.memory()), facts.getType()),
                name);
    }

    private static <T> SingleOutputStreamOperator<T> decoded(
            DataStream<RawRecord> raw, RecordDecoder<T> decoder, Class<T> type, String name) {
        return named(
                raw.process(new DecodeEntries<>(record -> decoder.decode(record.value())), TypeInformation.of(type)),
                name);
    }

    private static <T> SingleOutputStreamOperator<T> named(SingleOutputStreamOperator<T> operator, String name) {
        return operator.uid(name).name(name);
    }
}
