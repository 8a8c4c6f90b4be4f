package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The device registry of a running system, for those who change it: the compacted topic devices, read whole and written entry by
 * entry. The last writer of an entry wins; whoever changes one reads it right before. Answers or gives up within about 10 s.
 */
public final class DeviceRegistry {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(8);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaCluster cluster;
    private final DeviceRegistrationCodec codec = new DeviceRegistrationCodec();

    public DeviceRegistry(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * The entries as they are now.
     *
     * @throws IOException if the cluster does not answer or has no registry
     */
    public RegistryEntries read() throws IOException, InterruptedException {
        requireAnswer();
        try (var consumer =
                new KafkaConsumer<>(consumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions, ANSWER_WITHIN);
            var entries = RegistryEntries.none();
            var deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("topic %s at %s: not read whole in %d s (look at the brokers' logs)"
                            .formatted(Topics.DEVICES.name(), cluster.bootstrapServers(), ANSWER_WITHIN.toSeconds()));
                }
                for (var record : consumer.poll(POLL)) {
                    take(RawRecordDeserializer.raw(record), entries);
                }
            }
            return entries;
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (KafkaException e) {
            throw noAnswer(e);
        }
    }

    /**
     * Writes an entry and returns when the cluster has it.
     *
     * @throws IOException if the cluster does not say that it has it
     */
    public void put(DeviceRegistration registration) throws IOException, InterruptedException {
        putAll(List.of(registration));
    }

    /**
     * Writes entries and returns when the cluster has them.
     *
     * @throws IOException if the cluster does not say that it has them
     */
    public void putAll(List<DeviceRegistration> registrations) throws IOException, InterruptedException {
        try (var producer =
                new KafkaProducer<>(producerProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = registrations.stream()
                    .map(registration -> producer.send(new ProducerRecord<>(
                            Topics.DEVICES.name(),
                            registration.device().getBytes(StandardCharsets.UTF_8),
                            codec.encode(registration))))
                    .toList();
            for (var entry : sent) {
                entry.get();
            }
        } catch (InterruptException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw noAnswer(e.getCause());
        } catch (KafkaException e) {
            throw noAnswer(e);
        }
    }

    private void requireAnswer() throws IOException {
        var protocol = cluster.clientProperties()
                .getOrDefault(
                        CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
        if (!protocol.toUpperCase(Locale.ROOT).endsWith("PLAINTEXT")) {
            return;
        }
        try {
            BrokerProbe.ask(cluster.bootstrapServers(), ANSWER_WITHIN);
        } catch (IOException e) {
            throw noAnswer(e);
        }
    }

    private void take(RawRecord raw, RegistryEntries entries) {
        try {
            entries.take(codec.decodeEntry(raw));
        } catch (RefusedRecordException refused) {
            entries.take(raw.key(), refused);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) throws IOException {
        var name = Topics.DEVICES.name();
        var partitions = consumer.listTopics(ANSWER_WITHIN).getOrDefault(name, List.of());
        if (partitions.isEmpty()) {
            throw new IOException(
                    "Kafka at %s has no topic %s: start the system first, or name its brokers with --brokers"
                            .formatted(cluster.bootstrapServers(), name));
        }
        return partitions.stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
    }

    private Properties consumerProperties() {
        var properties = cluster.properties();
        var answerWithin = String.valueOf(ANSWER_WITHIN.toMillis());
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, answerWithin);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, answerWithin);
        return properties;
    }

    private Properties producerProperties() {
        var properties = cluster.properties();
        var answerWithin = String.valueOf(ANSWER_WITHIN.toMillis());
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "0");
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, answerWithin);
        properties.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, answerWithin);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, answerWithin);
        return properties;
    }

    private IOException noAnswer(Throwable cause) {
        return new IOException(
                "Kafka at %s does not answer as expected: %s (is it up, are --brokers and --client-config right?)"
                        .formatted(cluster.bootstrapServers(), reason(cause)),
                cause);
    }

    /** Kafka wraps the reason for a client that cannot be built. */
    private static String reason(Throwable cause) {
        var inner = cause.getCause();
        var named = inner == null ? cause : inner;
        return Optional.ofNullable(named.getMessage()).orElse(named.toString());
    }

    private static InterruptedException interrupted(InterruptException cause) {
        var interrupted = new InterruptedException(cause.getMessage());
        interrupted.initCause(cause);
        return interrupted;
    }
}
