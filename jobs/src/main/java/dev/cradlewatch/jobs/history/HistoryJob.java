package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeviceEventCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.device.Admission;
import dev.cradlewatch.operators.device.ContentRules;
import dev.cradlewatch.operators.device.Deduplicate;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.history.CountOnce;
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
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From what the topics tell to the history's tables, each fact once. Apart from the alert job on purpose: a catalog or a
 * warehouse that is away must not keep an alert waiting. What device events it refuses, the alert job has told already.
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
    public void define(HistoryInputs inputs, HistorySinks history, Sink<DeadLetter> deadLetters) throws IOException {
        inputs.events()
                .getExecutionEnvironment()
                .enableCheckpointing(config.commitEvery().toMillis(), CheckpointingMode.EXACTLY_ONCE);

        var devices = named(
                inputs.devices()
                        .process(
                                new DecodeEntries<>(new DeviceRegistrationCodec()::decodeEntry),
                                TypeInformation.of(DeviceRegistration.class)),
                "decode-devices");
        var admitted = named(
                inputs.events()
                        .keyBy(RawRecord::key, Types.STRING)
                        .connect(devices.broadcast(Admission.REGISTRY))
                        .process(
                                new Admission<>(
                                        new DeviceEventCodec(),
                                        ContentRules::event,
                                        config.admission(),
                                        inputs.known()),
                                HEARD_EVENT),
                "admit-events");
        var events = named(
                DataStreamUtils.reinterpretAsKeyedStream(
                                admitted, heard -> heard.record().device(), Types.STRING)
                        .process(new Deduplicate<>(config.duplicates()), HEARD_EVENT),
                "deduplicate-events");

        var decodedScores = decoded(inputs.scores(), new CryScoreCodec(), ScoredWindow.class, "decode-scores");
        var scores = named(
                decodedScores
                        .keyBy(scored -> scored.window().device(), Types.STRING)
                        .process(
                                new CountOnce<>(
                                        scored -> scored.window().epoch(),
                                        scored -> scored.window().seq(),
                                        config.memory()),
                                decodedScores.getType()),
                "count-scores");

        var decodedAlerts = decoded(inputs.alerts(), new AlertCodec(), Alert.class, "decode-alerts");
        var alerts = named(
                decodedAlerts
                        .keyBy(Alert::id, Types.STRING)
                        .process(
                                new CountOnce<>(alert -> 0L, alert -> (long) alert.version(), config.memory()),
                                decodedAlerts.getType()),
                "count-alerts");

        history.append(events, HistoryTables.DEVICE_EVENTS);
        history.append(scores, HistoryTables.CRY_SCORES);
        history.append(alerts, HistoryTables.ALERTS);
        decodedScores
                .getSideOutput(DeadLetters.TAG)
                .union(decodedAlerts.getSideOutput(DeadLetters.TAG))
                .sinkTo(deadLetters)
                .uid("dead-letters-sink")
                .name("dead.letters");
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
