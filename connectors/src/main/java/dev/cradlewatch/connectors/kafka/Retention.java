package dev.cradlewatch.connectors.kafka;

import java.time.Duration;

/** What a topic keeps. */
public sealed interface Retention {

    /** The newest record of each key, for good (compaction). */
    record NewestPerKey() implements Retention {}

    /**
     * Every record for a time.
     *
     * @param time how long at least
     */
    record Everything(Duration time) implements Retention {}
}
