package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.RawRecordDeserializer;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.CryModel;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.ContentRules;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.SignatureCheck;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.RawRecord;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One thread of a consumer program without Flink: polls, verifies the signature, decodes, validates, makes the context, scores in batches,
 * writes scores, and commits once a second what is written, so that nothing is lost if it dies. It keeps its contexts in memory alone,
 * puts nothing in order, drops no repeats, and raises no alerts: all that the job does besides.
 */
final class PlainConsumer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<String, DeviceRegistration> devices;
    private final CryAlertConfig config;
    private final SignatureCheck signatures = new SignatureCheck();
    private final AudioWindowCodec windows = new AudioWindowCodec();
    private final CryScoreCodec scores = new CryScoreCodec();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final CryModel model;
    private final PlainBatches batches;

    PlainConsumer(KafkaCluster cluster, Map<String, DeviceRegistration> devices, CryAlertConfig config)
            throws ModelException {
        this.devices = devices;
        this.config = config;
        model = config.model().open();
        batches = new PlainBatches(config.features(), config.batch().maxWindows(), model::score, this::write);
        consumer = new KafkaConsumer<>(
                consumerProperties(cluster), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        producer =
                new KafkaProducer<>(producerProperties(cluster), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Scores the windows that every so manieth partition holds now. */
    void scoreShare(int share, int shares) throws IOException, ModelException, RefusedRecordException {
        var partitions = consumer.partitionsFor(Topics.AUDIO_WINDOWS.name()).stream()
                .filter(partition -> partition.partition() % shares == share)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var ends = consumer.endOffsets(partitions);
        var committed = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var message : consumer.poll(POLL)) {
                batches.add(admitted(RawRecordDeserializer.raw(message)));
            }
            if (System.nanoTime() - committed > COMMIT_EVERY_NANOS) {
                commit();
                committed = System.nanoTime();
            }
        }
        commit();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
        model.close();
    }

    private void commit() throws IOException, ModelException {
        batches.flush();
        producer.flush();
        if (failure.get() != null) {
            throw new IOException("a score is not written: " + failure.get().getMessage(), failure.get());
        }
        consumer.commitSync();
    }

    private Heard<AudioWindow> admitted(RawRecord raw) throws RefusedRecordException {
        var device = Optional.ofNullable(devices.get(raw.key()))
                .filter(known -> signatures.isGenuine(raw, known))
                .orElseThrow(() -> new IllegalStateException("a forged record in the bench: " + raw.origin()));
        var window = windows.decode(raw.value());
        ContentRules.window(window);
        var at = config.admission().clock().eventTime(window, raw.arrival());
        return new Heard<>(device.household(), at, raw.arrival(), Lane.LIVE, raw.origin(), window);
    }

    private void write(Heard<AudioWindow> heard, float probability) {
        var scored = new ScoredWindow(WindowFacts.of(heard), probability, model.name());
        var record = new ProducerRecord<>(
                Topics.CRY_SCORES.name(),
                null,
                heard.at().toEpochMilli(),
                heard.record().device().getBytes(StandardCharsets.UTF_8),
                scores.encode(scored));
        producer.send(record, (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    private static Properties consumerProperties(KafkaCluster cluster) {
        var properties = cluster.properties();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "plain-consumer");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return properties;
    }

    /** As the job's sink. */
    private static Properties producerProperties(KafkaCluster cluster) {
        var properties = cluster.properties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "50");
        return properties;
    }
}
