package dev.cradlewatch.jobs.color;

import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What topic images.colorized holds. */
public final class ColorizedPictures {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int JPEG_BEGINS = 0xff;

    private final KafkaCluster cluster;

    public ColorizedPictures(KafkaCluster cluster) {
        this.cluster = cluster;
    }

    /** All pictures, each as often as it was written, in the order of their partitions. */
    public List<ColorizedImage> readAll() throws RefusedRecordException {
        try (var consumer =
                new KafkaConsumer<>(cluster.properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.IMAGES_COLORIZED.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var images = new ArrayList<ColorizedImage>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var record : consumer.poll(POLL)) {
                    images.add(new ColorizedImageCodec().decode(record.value()));
                }
            }
            return images;
        }
    }

    /**
     * Writes those that came with their record as files {@code DEVICE_IMAGE.jpg} or {@code .png}.
     *
     * @return how many different ones
     */
    public int writeAll(Path folder) throws IOException, RefusedRecordException {
        Files.createDirectories(folder);
        var written = new HashSet<Path>();
        for (var image : readAll()) {
            var extension = (image.data()[0] & 0xff) == JPEG_BEGINS ? ".jpg" : ".png";
            var name = URLEncoder.encode(image.device() + "_" + image.imageId(), StandardCharsets.UTF_8) + extension;
            written.add(Files.write(folder.resolve(name), image.data()));
        }
        return written.size();
    }
}
