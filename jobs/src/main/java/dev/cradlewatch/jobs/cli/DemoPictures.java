package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.picture.NoPictureStore;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.jobs.color.ColorMethod;
import dev.cradlewatch.jobs.color.ColorizedPictures;
import dev.cradlewatch.jobs.color.NightColorConfig;
import dev.cradlewatch.jobs.color.NightColorJob;
import dev.cradlewatch.jobs.color.NightColorTopics;
import dev.cradlewatch.jobs.color.NurseryPictures;
import dev.cradlewatch.jobs.color.SharedWorkshop;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.image.ImageKind;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The pictures of a demo: one camera's day and night pictures go to night.images, signed as an agent signs them, through {@link NightColorJob},
 * and come back as files.
 */
final class DemoPictures {
    private static final String CAMERA = "willow-camera";
    private static final String HOUSEHOLD = "willow";
    private static final long BUDGET = 200L << 20;
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private record Upload(String imageId, ImageKind kind, byte[] file) {}

    private final List<Upload> uploads;

    private DemoPictures(List<Upload> uploads) {
        this.uploads = uploads;
    }

    /** The built-in nursery. */
    static DemoPictures synthetic() throws IOException {
        return new DemoPictures(List.of(
                new Upload("day-nursery", ImageKind.DAY, NurseryPictures.day()),
                new Upload("night-nursery", ImageKind.NIGHT, NurseryPictures.night())));
    }

    /** @throws IOException if there is no picture in {@code night} of the folder */
    static DemoPictures of(Path folder) throws IOException {
        var uploads = new ArrayList<Upload>();
        if (Files.isDirectory(folder.resolve("day"))) {
            add(uploads, folder.resolve("day"), ImageKind.DAY);
        }
        if (!Files.isDirectory(folder.resolve("night"))) {
            throw new IOException("%s has no folder night: expected day and night".formatted(folder));
        }
        int days = uploads.size();
        add(uploads, folder.resolve("night"), ImageKind.NIGHT);
        if (uploads.size() == days) {
            throw new IOException("no picture in " + folder.resolve("night"));
        }
        return new DemoPictures(uploads);
    }

    private static void add(List<Upload> uploads, Path folder, ImageKind kind) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var id = "%s-%s".formatted(kind.name().toLowerCase(Locale.ROOT), file.getFileName());
                uploads.add(new Upload(id, kind, Files.readAllBytes(file)));
            }
        }
    }

    int nights() {
        return (int) uploads.stream()
                .filter(upload -> upload.kind() == ImageKind.NIGHT)
                .count();
    }

    /** Registers a camera and sends its pictures. */
    void upload(KafkaCluster cluster, Instant start) throws IOException, InterruptedException {
        var identity = DeviceIdentity.create(CAMERA, start);
        new DeviceRegistry(cluster)
                .put(new DeviceRegistration(
                        CAMERA, HOUSEHOLD, CAMERA, DeviceRegistration.Status.ACTIVE, List.of(identity.key())));
        upload(cluster, CAMERA, identity, start);
    }

    /** Sends the pictures of a camera that is registered: those of the day first, a second apart. */
    void upload(KafkaCluster cluster, String camera, DeviceIdentity identity, Instant start)
            throws IOException, InterruptedException {
        var topic = Topics.NIGHT_IMAGES;
        var properties = cluster.properties();
        properties.put("max.request.size", String.valueOf(topic.maxMessageBytes()));
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            var at = start;
            for (var upload : uploads) {
                at = at.plusSeconds(1);
                var image = new NightImage(camera, upload.imageId(), at, at, upload.kind(), upload.file(), "");
                var value = new NightImageCodec().encode(image);
                var record = new ProducerRecord<>(
                        topic.name(), null, at.toEpochMilli(), camera.getBytes(StandardCharsets.UTF_8), value);
                identity.sign(topic.name(), value).forEach(record.headers()::add);
                producer.send(record).get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the pictures are not taken: " + e.getCause(), e);
        }
    }

    /**
     * Colours what was uploaded.
     *
     * @param folder where the coloured pictures go
     * @return how many there are
     */
    int color(LocalStack stack, Path folder) throws IOException, InterruptedException, RefusedRecordException {
        var env = stack.flink().environment();
        env.setParallelism(1);
        var topics = new NightColorTopics(stack.cluster());
        var config = NightColorConfig.defaults(
                Timebase.STREAM, SharedWorkshop.source(ColorMethod.BEST, BUDGET), new NoPictureStore());
        new NightColorJob(config).define(topics.bounded(env), topics.outputs());
        stack.flink().submit("night-color", env).awaitFinished(AT_MOST);
        return new ColorizedPictures(stack.cluster()).writeAll(folder);
    }
}
