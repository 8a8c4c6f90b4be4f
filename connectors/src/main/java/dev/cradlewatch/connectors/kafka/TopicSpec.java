package dev.cradlewatch.connectors.kafka;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How a topic must be set up.
 *
 * @param name            its name
 * @param partitions      partitions of a new topic; an operator may give an existing one more
 * @param retention       what it keeps
 * @param maxMessageBytes largest record batch it takes
 */
public record TopicSpec(String name, int partitions, Retention retention, int maxMessageBytes) {
    private static final String FOREVER = "-1";

    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "topic %s: %d partitions: expected 1 or more".formatted(name, partitions));
        }
    }

    /** The same topic with at most so many partitions, for a small machine. */
    public TopicSpec withAtMostPartitions(int most) {
        return new TopicSpec(name, Math.min(partitions, most), retention, maxMessageBytes);
    }

    /**
     * Kafka's settings of the topic. On simulated time nothing is deleted by age and no timestamp is too far from the broker's
     * clock: a night of last winter would otherwise be gone at the first look for old segments, one ahead of now refused.
     */
    Map<String, String> configs(ArrivalClock clock) {
        var configs = new LinkedHashMap<>(contract(clock));
        if (retention instanceof Retention.Everything everything) {
            var ms = String.valueOf(everything.time().toMillis());
            configs.put(TopicConfig.RETENTION_MS_CONFIG, clock == ArrivalClock.PRODUCER ? FOREVER : ms);
        }
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maxMessageBytes));
        if (clock == ArrivalClock.PRODUCER) {
            var any = String.valueOf(Long.MAX_VALUE);
            configs.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, any);
            configs.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, any);
        }
        return configs;
    }

    /** Those that the jobs' results depend on, so that an existing topic must have them exactly. */
    Map<String, String> contract(ArrivalClock clock) {
        var policy = retention instanceof Retention.NewestPerKey
                ? TopicConfig.CLEANUP_POLICY_COMPACT
                : TopicConfig.CLEANUP_POLICY_DELETE;
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                policy,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                clock.timestampType());
    }
}
