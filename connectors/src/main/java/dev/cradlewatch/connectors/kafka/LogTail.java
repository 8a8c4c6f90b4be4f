package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.operators.stream.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands every record of some topics to a listener, from a beginning of the caller's choice, on a thread of its own. It belongs to no
 * consumer group: each tail sees everything. While the cluster is away it waits, and goes on where it was.
 */
public final class LogTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LOOK_FOR_PARTITIONS = Duration.ofSeconds(30);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /** Where a tail begins. */
    public sealed interface Beginning {

        /** At the first record that the topic still has. */
        record First() implements Beginning {}

        /**
         * At the records that are this much older than the newest one of the topic.
         *
         * @param time by the log's timestamps
         */
        record Newest(Duration time) implements Beginning {}
    }

    private final KafkaCluster cluster;
    private final Map<String, Beginning> topics;
    private final Consumer<RawRecord> listener;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> behind = new HashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private LogTail(KafkaCluster cluster, Map<String, Beginning> topics, Consumer<RawRecord> listener) {
        this.cluster = cluster;
        this.topics = Map.copyOf(topics);
        this.listener = listener;
        thread = new Thread(this::run, "log-tail");
        thread.setDaemon(true);
    }

    /**
     * Starts to follow the topics.
     *
     * @param topics   names, each with where to begin
     * @param listener called by one thread, record after record; must not throw and not wait for long
     */
    public static LogTail start(KafkaCluster cluster, Map<TopicSpec, Beginning> topics, Consumer<RawRecord> listener) {
        var byName = new HashMap<String, Beginning>();
        topics.forEach((topic, beginning) -> byName.put(topic.name(), beginning));
        var tail = new LogTail(cluster, byName, listener);
        tail.thread.start();
        return tail;
    }

    /**
     * Waits until the listener has had what the topics held at the start.
     *
     * @return whether it has
     */
    public boolean awaitCaughtUp(Duration atMost) throws InterruptedException {
        return caughtUp.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns when the listener is called no more. */
    @Override
    public void close() throws InterruptedException {
        closed.countDown();
        thread.join();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        while (!isClosed()) {
            try (var consumer = consumer();
                    var admin = Admin.create(cluster.properties())) {
                follow(consumer, admin);
            } catch (WakeupException e) {
                return;
            } catch (KafkaException e) {
                LOG.warn("{} cannot be followed, trying again: {}", cluster, e.getMessage());
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer, Admin admin) throws InterruptedException {
        var look = System.nanoTime();
        while (!isClosed()) {
            if (System.nanoTime() - look >= 0) {
                assign(consumer, admin);
                look = System.nanoTime() + LOOK_FOR_PARTITIONS.toNanos();
            }
            for (var record : consumer.poll(POLL)) {
                var raw = RawRecordDeserializer.raw(record);
                next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                listener.accept(raw);
            }
            noticeCaughtUp(consumer);
        }
    }

    /** Takes up partitions that are new to this tail, and goes on where it was in the others. */
    private void assign(KafkaConsumer<byte[], byte[]> consumer, Admin admin) throws InterruptedException {
        var present = new ArrayList<TopicPartition>();
        for (var topic : topics.keySet()) {
            consumer.partitionsFor(topic)
                    .forEach(info -> present.add(new TopicPartition(info.topic(), info.partition())));
        }
        if (consumer.assignment().equals(Set.copyOf(present))) {
            return;
        }
        var fresh = new HashSet<>(present);
        fresh.removeAll(next.keySet());
        next.putAll(beginnings(fresh, admin));
        if (caughtUp.getCount() > 0) {
            behind.putAll(consumer.endOffsets(fresh));
        }
        consumer.assign(present);
        present.forEach(partition -> consumer.seek(partition, next.get(partition)));
    }

    private Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions, Admin admin)
            throws InterruptedException {
        var begins = new HashMap<TopicPartition, Long>();
        var first = Offsets.of(admin, partitions, partition -> OffsetSpec.earliest());
        var newest = Offsets.of(admin, partitions, partition -> OffsetSpec.maxTimestamp());
        for (var partition : partitions) {
            var beginning = topics.get(partition.topic());
            var offset = first.get(partition).offset();
            if (beginning instanceof Beginning.Newest since
                    && newest.get(partition).timestamp() > 0) {
                var from = newest.get(partition).timestamp() - since.time().toMillis();
                var found = Offsets.of(admin, Set.of(partition), ignored -> OffsetSpec.forTimestamp(Math.max(0, from)));
                offset = Math.max(offset, found.get(partition).offset());
            }
            begins.put(partition, offset);
        }
        return begins;
    }

    private void noticeCaughtUp(KafkaConsumer<byte[], byte[]> consumer) {
        if (caughtUp.getCount() > 0
                && behind.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUp.countDown();
        }
    }

    private void pause() {
        try {
            closed.await(TRY_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        var properties = cluster.properties();
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
