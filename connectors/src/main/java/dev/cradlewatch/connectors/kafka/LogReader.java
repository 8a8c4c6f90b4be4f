package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RawRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads single records by where they stand. Thread-safe: one caller after the other. */
public final class LogReader implements AutoCloseable {
    /** Without one more record that is wanted. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

    private static final Duration POLL = Duration.ofMillis(100);

    /** Little comes along with a record that is wanted; one that is larger still comes whole. */
    private static final int FETCH_BYTES = 128 * 1_024;

    private final KafkaCluster cluster;
    private final KafkaConsumer<byte[], byte[]> consumer;

    public LogReader(KafkaCluster cluster) {
        this.cluster = cluster;
        var properties = cluster.properties();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(FETCH_BYTES));
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(ANSWER_WITHIN.toMillis()));
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The record at a place; none if the log does not have it any more.
     *
     * @throws IOException if the cluster does not answer
     */
    public Optional<RawRecord> read(Origin origin) throws IOException, InterruptedException {
        return read(List.of(origin)).stream().findFirst();
    }

    /**
     * The records at some places, without those that the log does not have any more.
     *
     * @throws IOException if the cluster does not answer
     */
    public synchronized List<RawRecord> read(Collection<Origin> origins) throws IOException, InterruptedException {
        var byPartition = origins.stream()
                .collect(Collectors.groupingBy(origin -> new TopicPartition(origin.topic(), origin.partition())));
        var found = new ArrayList<RawRecord>();
        try {
            for (var partition : byPartition.entrySet()) {
                found.addAll(read(partition.getKey(), partition.getValue()));
            }
            return found;
        } catch (InterruptException e) {
            var interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        } catch (KafkaException e) {
            throw new IOException("%s does not answer: %s".formatted(cluster, e.getMessage()), e);
        }
    }

    private List<RawRecord> read(TopicPartition partition, List<Origin> origins) throws IOException {
        consumer.assign(List.of(partition));
        var found = new ArrayList<RawRecord>();
        var begin = consumer.beginningOffsets(List.of(partition)).get(partition);
        var end = consumer.endOffsets(List.of(partition)).get(partition);
        var wanted = origins.stream()
                .map(Origin::offset)
                .filter(offset -> offset >= begin && offset < end)
                .collect(Collectors.toCollection(TreeSet::new));
        var position = -1L;
        var progress = System.nanoTime();
        while (!wanted.isEmpty()) {
            if (System.nanoTime() - progress > ANSWER_WITHIN.toNanos()) {
                throw new IOException("%s: %s is not read in %d s (look at the brokers' logs)"
                        .formatted(cluster, partition, ANSWER_WITHIN.toSeconds()));
            }
            if (position != wanted.first()) {
                consumer.seek(partition, wanted.first());
            }
            try {
                for (var record : consumer.poll(POLL)) {
                    if (wanted.contains(record.offset())) {
                        found.add(RawRecordDeserializer.raw(record));
                    }
                }
            } catch (OffsetOutOfRangeException deletedMeanwhile) {
                wanted.pollFirst();
                position = -1;
                continue;
            }
            position = consumer.position(partition);
            var passed = wanted.headSet(position);
            if (!passed.isEmpty()) {
                passed.clear();
                progress = System.nanoTime();
            }
        }
        return found;
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
