package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.KafkaSinks;
import dev.cradlewatch.connectors.kafka.RawRecordSource;
import dev.cradlewatch.connectors.kafka.Timeless;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.operators.stream.EndOfTime;
import dev.cradlewatch.operators.stream.RawRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's ends in Kafka. Flink's timestamps and watermarks follow the arrival in the log, not the time of the sound: so a
 * backlog that arrives hours late holds nothing back and is never late for Flink, and each device's own order rules its alerts.
 */
public final class CryAlertTopics {
    /** Consumer group, kept over releases. */
    public static final String GROUP = "cry-alert-job";

    private final KafkaCluster cluster;
    private final Arrivals arrivals;

    public CryAlertTopics(KafkaCluster cluster) {
        this(cluster, Arrivals.inStep());
    }

    public CryAlertTopics(KafkaCluster cluster, Arrivals arrivals) {
        this.cluster = cluster;
        this.arrivals = arrivals;
    }

    /**
     * Inputs that never end; a partition without records, and what people say, hold no watermark back.
     *
     * @throws IOException if the registry cannot be read
     */
    public CryAlertInputs endless(StreamExecutionEnvironment env) throws IOException, InterruptedException {
        var records = arrivals.idleAfter().map(records()::withIdleness).orElseGet(this::records);
        WatermarkStrategy<RawRecord> timeless = Timeless.strategy();
        return inputs(env, source -> source, records, timeless, timeless);
    }

    /**
     * Inputs that end at what the topics hold now; time starts when registry and settings have been read.
     *
     * @throws IOException if the registry cannot be read
     */
    public CryAlertInputs bounded(StreamExecutionEnvironment env) throws IOException, InterruptedException {
        return inputs(env, RawRecordSource::untilLatest, records(), WatermarkStrategy.noWatermarks(), records());
    }

    public CryAlertOutputs outputs() {
        var sinks = new KafkaSinks(cluster);
        return new CryAlertOutputs(sinks.alerts(), sinks.cryScores(), sinks.deadLetters());
    }

    private WatermarkStrategy<RawRecord> records() {
        return WatermarkStrategy.<RawRecord>forBoundedOutOfOrderness(arrivals.outOfOrder())
                .withTimestampAssigner((raw, timestamp) -> raw.arrival().toEpochMilli());
    }

    private CryAlertInputs inputs(
            StreamExecutionEnvironment env,
            UnaryOperator<RawRecordSource> end,
            WatermarkStrategy<RawRecord> records,
            WatermarkStrategy<RawRecord> entries,
            WatermarkStrategy<RawRecord> answers)
            throws IOException, InterruptedException {
        return new CryAlertInputs(
                stream(env, end.apply(source(Topics.AUDIO_WINDOWS)), records, Topics.AUDIO_WINDOWS),
                stream(env, end.apply(source(Topics.DEVICE_EVENTS)), records, Topics.DEVICE_EVENTS),
                stream(env, end.apply(source(Topics.DEVICES).fromEarliest()), entries, Topics.DEVICES),
                List.copyOf(new DeviceRegistry(cluster).read().devices().values()),
                stream(env, end.apply(source(Topics.SETTINGS).fromEarliest()), entries, Topics.SETTINGS),
                stream(env, end.apply(source(Topics.FEEDBACK)), answers, Topics.FEEDBACK));
    }

    private RawRecordSource source(TopicSpec topic) {
        return RawRecordSource.of(cluster, topic, GROUP);
    }

    private static DataStream<RawRecord> stream(
            StreamExecutionEnvironment env,
            RawRecordSource source,
            WatermarkStrategy<RawRecord> watermarks,
            TopicSpec topic) {
        return env.fromSource(source.build(), watermarks, topic.name())
                .uid(topic.name() + "-source")
                .transform(topic.name() + "-end", TypeInformation.of(RawRecord.class), new EndOfTime())
                .uid(topic.name() + "-end");
    }
}
