package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.operators.stream.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes single records for people who wait for the answer. Thread-safe. */
public final class LogWriter implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);

    private final KafkaCluster cluster;
    private final KafkaProducer<byte[], byte[]> producer;

    public LogWriter(KafkaCluster cluster) {
        this.cluster = cluster;
        producer = new KafkaProducer<>(properties(cluster), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Writes a record and returns when the cluster has it.
     *
     * @param value its bytes; none to delete what a compacted topic has under the key
     * @param at    its timestamp where the topic takes that of the producer
     * @return where it stands
     * @throws IOException if the cluster does not say in time that it has it
     */
    public Origin write(TopicSpec topic, String key, byte[] value, Instant at)
            throws IOException, InterruptedException {
        var record = new ProducerRecord<>(
                topic.name(),
                null,
                Math.max(0, at.toEpochMilli()),
                key.getBytes(StandardCharsets.UTF_8),
                value.length == 0 ? null : value);
        try {
            var written = producer.send(record).get();
            return new Origin(topic.name(), written.partition(), written.offset());
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw notTaken(topic, e.getCause());
        } catch (KafkaException e) {
            throw notTaken(topic, e);
        }
    }

    @Override
    public void close() {
        producer.close(ANSWER_WITHIN);
    }

    private IOException notTaken(TopicSpec topic, Throwable cause) {
        return new IOException(
                "%s did not take a record of topic %s: %s".formatted(cluster, topic.name(), cause.getMessage()), cause);
    }

    private static InterruptedException interrupted(InterruptException cause) {
        var interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }

    private static Properties properties(KafkaCluster cluster) {
        var properties = cluster.properties();
        var answerWithin = String.valueOf(ANSWER_WITHIN.toMillis());
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, answerWithin);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, answerWithin);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, answerWithin);
        return properties;
    }
}
