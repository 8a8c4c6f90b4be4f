package dev.cradlewatch.jobs.color;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.picture.NoPictureStore;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.image.ImageKind;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.Timebase;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures of monitors in, coloured pictures out, on a real broker and a real Flink cluster. */
class NightColorJobITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(120);
    private static final long BUDGET = 64L << 20;

    private final DeviceIdentity crib = DeviceIdentity.create("crib", NIGHT);
    private final DeviceIdentity door = DeviceIdentity.create("door", NIGHT);

    private LocalStack stack;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        stack = LocalStack.start(ArrivalClock.PRODUCER, 2);
        producer =
                new KafkaProducer<>(stack.cluster().properties(), new ByteArraySerializer(), new ByteArraySerializer());
        new DeviceRegistry(stack.cluster()).putAll(List.of(registration("crib", crib), registration("door", door)));
    }

    @AfterEach
    void stop() throws Exception {
        producer.close();
        stack.close();
    }

    @Test
    void signedPicturesComeBackInColorAndForgedOnesBecomeDeadLetters() throws Exception {
        var day = jpeg(0xa03020, 0x90b0f0);
        var grey = jpeg(0x303030, 0xb0b0b0);
        var forger = DeviceIdentity.create("crib", NIGHT);
        send(crib, image("crib", "day", 0, ImageKind.DAY, day));
        send(crib, image("crib", "n1", 1, ImageKind.NIGHT, grey));
        send(crib, image("crib", "n1", 1, ImageKind.NIGHT, grey));
        send(forger, image("crib", "forged", 2, ImageKind.NIGHT, grey));
        send(crib, image("crib", "half", 3, ImageKind.NIGHT, Arrays.copyOf(grey, grey.length / 2)));
        send(door, image("door", "without-day", 4, ImageKind.NIGHT, grey));

        runToEnd();

        assertThat(results()).singleElement().satisfies(result -> {
            assertThat(result.device()).isEqualTo("crib");
            assertThat(result.imageId()).isEqualTo("n1");
            assertThat(result.referenceImageId()).isEqualTo("day");
            assertThat(result.model()).isEqualTo("transfer 1");
            assertThat(result.takenAt()).isEqualTo(NIGHT.plusSeconds(1));
            assertThat(result.source().topic()).isEqualTo("night.images");
            assertThat(result.peakMemoryBytes()).isBetween(1L << 20, BUDGET);
            var picture = ImageIO.read(new ByteArrayInputStream(result.data()));
            assertThat(picture.getWidth()).isEqualTo(160);
            assertThat(redness(picture, 20)).isGreaterThan(20);
            assertThat(redness(picture, 140)).isLessThan(-10);
        });
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {})) {
            assertThat(watcher.readToEnd().deadLetters())
                    .extracting(letter -> letter.reason())
                    .containsExactlyInAnyOrder(
                            DeadLetterReason.UNKNOWN_KEY,
                            DeadLetterReason.TRUNCATED_PICTURE,
                            DeadLetterReason.NO_REFERENCE);
        }
    }

    @Test
    void aReplayGivesTheSameFiles() throws Exception {
        send(crib, image("crib", "day", 0, ImageKind.DAY, jpeg(0xa03020, 0x90b0f0)));
        for (var i = 1; i <= 4; i++) {
            send(crib, image("crib", "n" + i, i, ImageKind.NIGHT, jpeg(0x101010 * i, 0xb0b0b0)));
        }

        runToEnd();
        runToEnd();

        var results = results();
        assertThat(results).hasSize(8);
        for (var i = 0; i < 4; i++) {
            assertThat(results.get(i + 4).imageId()).isEqualTo(results.get(i).imageId());
            assertThat(results.get(i + 4).data()).isEqualTo(results.get(i).data());
        }
    }

    private void runToEnd() throws Exception {
        var env = stack.flink().environment();
        var topics = new NightColorTopics(stack.cluster());
        var config = NightColorConfig.defaults(
                Timebase.STREAM, SharedWorkshop.source(ColorMethod.TRANSFER, BUDGET), new NoPictureStore());
        new NightColorJob(config).define(topics.replayed(env, NIGHT), topics.outputs());
        stack.flink().submit("night-color", env).awaitFinished(AT_MOST);
    }

    private List<ColorizedImage> results() throws Exception {
        return new ColorizedPictures(stack.cluster()).readAll();
    }

    private void send(DeviceIdentity signer, NightImage image) throws Exception {
        var topic = Topics.NIGHT_IMAGES.name();
        var value = new NightImageCodec().encode(image);
        var record = new ProducerRecord<>(
                topic, null, image.sent().toEpochMilli(), image.device().getBytes(StandardCharsets.UTF_8), value);
        Map<String, byte[]> headers = signer.sign(topic, value);
        headers.forEach(record.headers()::add);
        producer.send(record).get();
    }

    private static NightImage image(String device, String id, int second, ImageKind kind, byte[] file) {
        var at = NIGHT.plusSeconds(second);
        return new NightImage(device, id, at, at, kind, file, "");
    }

    private static DeviceRegistration registration(String device, DeviceIdentity identity) {
        return new DeviceRegistration(
                device, "willow", device, DeviceRegistration.Status.ACTIVE, List.of(identity.key()));
    }

    private static int redness(BufferedImage picture, int x) {
        int pixel = picture.getRGB(x, 50);
        return (pixel >> 16 & 0xff) - (pixel & 0xff);
    }

    /** Dark on the left, bright on the right, with a sharp edge between. */
    private static byte[] jpeg(int dark, int bright) throws IOException {
        var picture = new BufferedImage(160, 100, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 160; x++) {
                picture.setRGB(x, y, x < 80 ? dark : bright);
            }
        }
        var file = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", file);
        return file.toByteArray();
    }
}
