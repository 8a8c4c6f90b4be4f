package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.operators.stream.RawRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Builds the source of a topic, for every topic the same way: records as the log holds them, decoded by the job, so that a bad one
 * becomes a dead letter wherever it came from. Positions are part of the checkpoint; those committed to Kafka (on checkpoints)
 * only say where a job starts that has no checkpoint. Unless told otherwise a source starts at the committed position of its
 * group, else at the earliest record, and never ends.
 */
public final class RawRecordSource {
    /** Bounds what a reader holds of one fetch, and still lets the largest picture through. */
    private static final int MAX_FETCH_BYTES = 16 * 1_024 * 1_024;

    private static final Duration DISCOVER_EVERY = Duration.ofSeconds(30);

    private final KafkaSourceBuilder<RawRecord> builder;

    private RawRecordSource(KafkaCluster cluster, TopicSpec topic, String group) {
        var properties = cluster.properties();
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(MAX_FETCH_BYTES));
        builder = KafkaSource.<RawRecord>builder()
                .setProperties(properties)
                .setTopics(topic.name())
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topic.name())
                .setDeserializer(new RawRecordDeserializer())
                .setStartingOffsets(committedElseEarliest());
        discoverPartitionsEvery(DISCOVER_EVERY);
    }

    /** @param group consumer group: one per job, kept over its releases */
    public static RawRecordSource of(KafkaCluster cluster, TopicSpec topic, String group) {
        return new RawRecordSource(cluster, topic, group);
    }

    /** Starts at the earliest record whatever was committed: for compacted topics, which a job without a checkpoint must read whole. */
    public RawRecordSource fromEarliest() {
        builder.setStartingOffsets(OffsetsInitializer.earliest());
        return this;
    }

    /** Starts at the committed position of its group, else at the next record that comes: for what is not to be told late. */
    public RawRecordSource fromCommittedElseLatest() {
        builder.setStartingOffsets(committedElseLatest());
        return this;
    }

    /** Starts at the first record that arrived at this time or later: for replays. */
    public RawRecordSource from(Instant arrival) {
        builder.setStartingOffsets(OffsetsInitializer.timestamp(arrival.toEpochMilli()));
        return this;
    }

    /** Ends at the records that are the last ones when the job starts. */
    public RawRecordSource untilLatest() {
        builder.setBounded(OffsetsInitializer.latest());
        return this;
    }

    /** Ends before these offsets; a partition without one is not read. */
    public RawRecordSource until(Map<TopicPartition, Long> ends) {
        builder.setBounded(OffsetsInitializer.offsets(ends));
        return this;
    }

    /** How often an endless source looks for partitions that were added to its topic. */
    public RawRecordSource discoverPartitionsEvery(Duration interval) {
        builder.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), String.valueOf(interval.toMillis()));
        return this;
    }

    public KafkaSource<RawRecord> build() {
        return builder.build();
    }

    /** Kafka deprecated the strategy's type, Flink's connector still takes no other. */
    @SuppressWarnings("deprecation")
    private static OffsetsInitializer committedElseEarliest() {
        return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    }

    @SuppressWarnings("deprecation")
    private static OffsetsInitializer committedElseLatest() {
        return OffsetsInitializer.committedOffsets(OffsetResetStrategy.LATEST);
    }
}
