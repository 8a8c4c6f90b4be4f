package dev.cradlewatch.jobs.watch;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeadLetterCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows scores, alerts and dead letters from the beginning of their topics. Not thread-safe: the owner polls. */
public final class ResultWatcher implements AutoCloseable {
    private record Window(String device, long epoch, long seq) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<Alert> listener;
    private final Set<Window> scored = new HashSet<>();
    private final Set<String> alertVersions = new HashSet<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<Origin, DeadLetter> deadLetters = new LinkedHashMap<>();

    /** @param listener is told each version of each alert once */
    public ResultWatcher(KafkaCluster cluster, Consumer<Alert> listener) {
        this.listener = listener;
        consumer = new KafkaConsumer<>(cluster.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partitions = List.of(Topics.CRY_SCORES, Topics.ALERTS, Topics.DEAD_LETTERS).stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what there is, waiting at most this long for something. */
    public Results poll(Duration atMost) throws RefusedRecordException, InterruptedException {
        try {
            for (var record : consumer.poll(atMost)) {
                take(record);
            }
            return results();
        } catch (InterruptException e) {
            throw interrupted(e);
        }
    }

    /** Reads to the present end of the topics. */
    public Results readToEnd() throws RefusedRecordException, InterruptedException {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(100));
        }
        return results();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Kafka leaves the thread marked as interrupted, and then nothing could be closed in peace. */
    private static InterruptedException interrupted(InterruptException cause) {
        Thread.interrupted();
        var interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }

    private Results results() {
        return new Results(scored.size(), List.copyOf(alerts), List.copyOf(deadLetters.values()));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws RefusedRecordException {
        if (record.topic().equals(Topics.CRY_SCORES.name())) {
            var window = new CryScoreCodec().decode(record.value()).window();
            scored.add(new Window(window.device(), window.epoch(), window.seq()));
        } else if (record.topic().equals(Topics.ALERTS.name())) {
            var alert = new AlertCodec().decode(record.value());
            if (alertVersions.add(alert.id() + "/" + alert.version())) {
                alerts.add(alert);
                listener.accept(alert);
            }
        } else {
            var letter = new DeadLetterCodec().decode(record.value());
            deadLetters.put(letter.origin(), letter);
        }
    }
}
