package dev.cradlewatch.operators.stream;

import java.time.Instant;
import java.util.Map;

/**
 * One record as the log holds it, before anything was believed about it.
 *
 * @param topic     where it was read
 * @param partition partition of the topic
 * @param offset    offset in the partition
 * @param arrival   the log's timestamp of the record: the broker's clock for live topics, the simulated clock for replays
 * @param key       the record key as UTF-8 text, empty if it had none
 * @param headers   header values by name; the last one wins where a name repeats
 * @param value     the value's bytes, empty for a tombstone
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        Instant arrival,
        String key,
        Map<String, byte[]> headers,
        byte[] value) {

    public Origin origin() {
        return new Origin(topic, partition, offset);
    }
}
