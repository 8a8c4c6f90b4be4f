package dev.cradlewatch.jobs.notify;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.KafkaSinks;
import dev.cradlewatch.connectors.kafka.RawRecordSource;
import dev.cradlewatch.connectors.kafka.Timeless;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.operators.stream.RawRecord;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's ends in Kafka. A job that is new starts at the next alert: nobody is rung for what was before. Where the stream is the
 * clock, time follows the alerts alone.
 */
public final class NotifyTopics {
    /** Consumer group, kept over releases. */
    public static final String GROUP = "notify-job";

    /** A partition without alerts holds no watermark back for longer. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(1);

    private final KafkaCluster cluster;

    public NotifyTopics(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** Inputs that never end. */
    public NotifyInputs endless(StreamExecutionEnvironment env) {
        var alerts = WatermarkStrategy.<RawRecord>forMonotonousTimestamps()
                .withTimestampAssigner((raw, timestamp) -> raw.arrival().toEpochMilli())
                .withIdleness(IDLE_AFTER);
        return new NotifyInputs(
                stream(env, source(Topics.ALERTS).fromCommittedElseLatest(), alerts, Topics.ALERTS),
                stream(
                        env,
                        source(Topics.CHANNEL_TESTS).fromCommittedElseLatest(),
                        Timeless.strategy(),
                        Topics.CHANNEL_TESTS),
                stream(
                        env,
                        source(Topics.IMAGES_COLORIZED).fromCommittedElseLatest(),
                        Timeless.strategy(),
                        Topics.IMAGES_COLORIZED),
                stream(env, source(Topics.HOUSEHOLDS).fromEarliest(), Timeless.strategy(), Topics.HOUSEHOLDS),
                stream(env, source(Topics.DEVICES).fromEarliest(), Timeless.strategy(), Topics.DEVICES));
    }

    public NotifyOutputs outputs() {
        var sinks = new KafkaSinks(cluster);
        return new NotifyOutputs(sinks.deliveries(), sinks.deadLetters());
    }

    private RawRecordSource source(TopicSpec topic) {
        return RawRecordSource.of(cluster, topic, GROUP);
    }

    private static DataStream<RawRecord> stream(
            StreamExecutionEnvironment env,
            RawRecordSource source,
            WatermarkStrategy<RawRecord> watermarks,
            TopicSpec topic) {
        return env.fromSource(source.build(), watermarks, topic.name()).uid(topic.name() + "-source");
    }
}
