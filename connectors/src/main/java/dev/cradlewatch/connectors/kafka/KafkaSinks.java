package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeadLetterCodec;
import dev.cradlewatch.connectors.wire.DeliveryCodec;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.stream.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The sinks of the jobs. All deliver at least once: a record is written at once, and a checkpoint completes only when the cluster
 * has all records before it; after a failure those since the last checkpoint are written again. Consumers recognize a repeated
 * record by its identity (an alert by id and version, a score by device, epoch and seq, a picture by device, image id and model, a
 * delivery by id and attempts, a dead letter by its origin).
 */
public final class KafkaSinks {
    /** Header of a dead letter: its reason code, so that it can be filtered without decoding. */
    public static final String REASON_HEADER = "reason";

    /** Stands before the name of each header that a dead letter took over from its record. */
    public static final String ORIGINAL_HEADER_PREFIX = "original.";

    /** A caregiver waits for it: no waiting for company. */
    private static final Duration ALERT_LINGER = Duration.ZERO;

    /** Nobody waits for it: company saves requests. */
    private static final Duration RECORD_LINGER = Duration.ofMillis(50);

    private final KafkaCluster cluster;

    public KafkaSinks(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** Alerts by household. */
    public KafkaSink<Alert> alerts() {
        return sink(
                Topics.ALERTS,
                ALERT_LINGER,
                new RecordSerializer<>(
                        Topics.ALERTS.name(), new AlertCodec(), Alert::household, Alert::at, alert -> List.of()));
    }

    /** Scores by device. */
    public KafkaSink<ScoredWindow> cryScores() {
        return sink(
                Topics.CRY_SCORES,
                RECORD_LINGER,
                new RecordSerializer<>(
                        Topics.CRY_SCORES.name(),
                        new CryScoreCodec(),
                        scored -> scored.window().device(),
                        scored -> scored.window().at(),
                        window -> List.of()));
    }

    /** What became of messages to caregivers by household. */
    public KafkaSink<Delivery> deliveries() {
        return sink(
                Topics.DELIVERIES,
                ALERT_LINGER,
                new RecordSerializer<>(
                        Topics.DELIVERIES.name(),
                        new DeliveryCodec(),
                        Delivery::household,
                        Delivery::at,
                        delivery -> List.of()));
    }

    /** Night pictures in colour by device. */
    public KafkaSink<ColorizedImage> colorizedImages() {
        return sink(
                Topics.IMAGES_COLORIZED,
                RECORD_LINGER,
                new RecordSerializer<>(
                        Topics.IMAGES_COLORIZED.name(),
                        new ColorizedImageCodec(),
                        ColorizedImage::device,
                        ColorizedImage::takenAt,
                        image -> List.of()));
    }

    /** Dead letters by the key of the record, with its headers and the reason as headers, all cut as {@link DeadLetterCodec} says. */
    public KafkaSink<DeadLetter> deadLetters() {
        return sink(
                Topics.DEAD_LETTERS,
                RECORD_LINGER,
                new RecordSerializer<>(
                        Topics.DEAD_LETTERS.name(),
                        new DeadLetterCodec(),
                        letter -> DeadLetterCodec.bounded(letter).key(),
                        DeadLetter::arrival,
                        KafkaSinks::headers));
    }

    private <T> KafkaSink<T> sink(TopicSpec topic, Duration linger, RecordSerializer<T> serializer) {
        return KafkaSink.<T>builder()
                .setKafkaProducerConfig(producerProperties(topic, linger))
                .setBootstrapServers(cluster.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setRecordSerializer(serializer)
                .build();
    }

    private Properties producerProperties(TopicSpec topic, Duration linger) {
        var properties = cluster.properties();
        properties.putIfAbsent(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.putIfAbsent(ProducerConfig.ACKS_CONFIG, "all");
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, String.valueOf(linger.toMillis()));
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(topic.maxMessageBytes()));
        return properties;
    }

    private static List<Header> headers(DeadLetter letter) {
        var headers = new ArrayList<Header>();
        headers.add(new RecordHeader(REASON_HEADER, letter.reason().name().getBytes(StandardCharsets.UTF_8)));
        DeadLetterCodec.bounded(letter)
                .headers()
                .forEach((name, value) -> headers.add(new RecordHeader(ORIGINAL_HEADER_PREFIX + name, value)));
        return headers;
    }
}
