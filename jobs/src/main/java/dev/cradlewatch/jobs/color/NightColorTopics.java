package dev.cradlewatch.jobs.color;

import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.KafkaSinks;
import dev.cradlewatch.connectors.kafka.RawRecordSource;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.operators.stream.RawRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's ends in Kafka. It needs no watermarks: pictures of a device are taken in the order in which they come. */
public final class NightColorTopics {
    /** Consumer group, kept over releases. */
    public static final String GROUP = "night-color-job";

    private final KafkaCluster cluster;

    public NightColorTopics(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Inputs that never end.
     *
     * @throws IOException if the registry cannot be read
     */
    public NightColorInputs endless(StreamExecutionEnvironment env) throws IOException, InterruptedException {
        return inputs(env, source -> source);
    }

    /**
     * Inputs that end at what the topics hold now.
     *
     * @throws IOException if the registry cannot be read
     */
    public NightColorInputs bounded(StreamExecutionEnvironment env) throws IOException, InterruptedException {
        return inputs(env, RawRecordSource::untilLatest);
    }

    /**
     * What came at this time or later, whatever was worked off before, to what the topics hold now: for another model, say.
     *
     * @throws IOException if the registry cannot be read
     */
    public NightColorInputs replayed(StreamExecutionEnvironment env, Instant from)
            throws IOException, InterruptedException {
        return inputs(env, source -> source.from(from).untilLatest());
    }

    public NightColorOutputs outputs() {
        var sinks = new KafkaSinks(cluster);
        return new NightColorOutputs(sinks.colorizedImages(), sinks.deadLetters());
    }

    private NightColorInputs inputs(StreamExecutionEnvironment env, UnaryOperator<RawRecordSource> end)
            throws IOException, InterruptedException {
        return new NightColorInputs(
                stream(env, end.apply(source(Topics.NIGHT_IMAGES)), Topics.NIGHT_IMAGES),
                stream(env, end.apply(source(Topics.DEVICES)).fromEarliest(), Topics.DEVICES),
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
