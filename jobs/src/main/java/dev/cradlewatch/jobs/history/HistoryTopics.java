package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.clip.ClipFolder;
import dev.cradlewatch.connectors.clip.KeepClips;
import dev.cradlewatch.connectors.clip.LogSound;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.KafkaSinks;
import dev.cradlewatch.connectors.kafka.RawRecordSource;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.RawRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's ends in Kafka. It needs no watermarks: a row is a fact whenever it comes. */
public final class HistoryTopics {
    /** Consumer group, kept over releases. */
    public static final String GROUP = "history-job";

    /** The topics that the history is made of. */
    public static final List<TopicSpec> FACTS =
            List.of(Topics.DEVICE_EVENTS, Topics.CRY_SCORES, Topics.ALERTS, Topics.FEEDBACK, Topics.IMAGES_COLORIZED);

    private final KafkaCluster cluster;

    public HistoryTopics(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Inputs that never end.
     *
     * @throws IOException if the registry cannot be read
     */
    public HistoryInputs endless(StreamExecutionEnvironment env) throws IOException, InterruptedException {
        return inputs(env, source -> source);
    }

    /**
     * Inputs that end at what the topics hold now.
     *
     * @throws IOException if the registry cannot be read
     */
    public HistoryInputs bounded(StreamExecutionEnvironment env) throws IOException, InterruptedException {
        return inputs(env, RawRecordSource::untilLatest);
    }

    public Sink<DeadLetter> deadLetters() {
        return new KafkaSinks(cluster).deadLetters();
    }

    /** Keeps clips in a folder, of the sound that the scores point at. */
    public KeepClips clips(ClipFolder folder) {
        var kafka = cluster;
        return new KeepClips(folder, () -> new LogSound(kafka));
    }

    private HistoryInputs inputs(StreamExecutionEnvironment env, UnaryOperator<RawRecordSource> end)
            throws IOException, InterruptedException {
        return new HistoryInputs(
                stream(env, end.apply(source(Topics.DEVICE_EVENTS)), Topics.DEVICE_EVENTS),
                stream(env, end.apply(source(Topics.CRY_SCORES)), Topics.CRY_SCORES),
                stream(env, end.apply(source(Topics.ALERTS)), Topics.ALERTS),
                stream(env, end.apply(source(Topics.FEEDBACK)), Topics.FEEDBACK),
                stream(env, end.apply(source(Topics.IMAGES_COLORIZED)), Topics.IMAGES_COLORIZED),
                stream(env, end.apply(source(Topics.DEVICES).fromEarliest()), Topics.DEVICES),
                List.copyOf(new DeviceRegistry(cluster).read().devices().values()));
    }

    private RawRecordSource source(TopicSpec topic) {
        return RawRecordSource.of(cluster, topic, GROUP);
    }

    private static DataStream<RawRecord> stream(
            StreamExecutionEnvironment env, RawRecordSource source, TopicSpec topic) {
        return env.fromSource(source.build(), WatermarkStrategy.noWatermarks(), topic.name())
                .uid(topic.name() + "-source");
    }
}
