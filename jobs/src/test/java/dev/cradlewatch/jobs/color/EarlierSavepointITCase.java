package dev.cradlewatch.jobs.color;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.picture.NoPictureStore;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.savepoint.KeptSavepoints;
import dev.cradlewatch.jobs.watch.Backlog;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.image.ImageKind;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.stream.Timebase;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The savepoints that earlier versions of the job left behind a day picture and a night picture, and that this one goes on from. */
class EarlierSavepointITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration AT_MOST = Duration.ofSeconds(180);
    private static final long BUDGET = 64L << 20;
    private static final String CRIB = "crib";

    @TempDir
    private Path folder;

    private final DeviceIdentity identity = DeviceIdentity.create(CRIB, NIGHT);
    private KeptSavepoints kept;

    @BeforeEach
    void name() {
        kept = new KeptSavepoints("night-color", folder);
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void theDayPictureIsStillThereAndNoPictureIsColoredTwice(String version) throws Exception {
        assertGoesOn(kept.of(version));
    }

    /** Kept where {@code cradlewatch.savepoints} says, for later versions. */
    @Test
    void soItIsFromTheSavepointOfThisVersion() throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            register(stack);
            sendUntilTheSavepoint(stack);
            define(stack, kept.environment(stack));
            await(stack, "n1");
            assertGoesOn(kept.take(stack));
        }
    }

    private void assertGoesOn(Path saved) throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1)) {
            // The saved job has read the first registration and pictures; it knows another key than this one.
            register(stack);
            sendUntilTheSavepoint(stack);
            register(stack);
            send(stack, image("n1", 1, ImageKind.NIGHT, 0x303030));
            send(stack, image("n2", 2, ImageKind.NIGHT, 0x404040));
            define(stack, kept.environmentFrom(saved, stack));

            await(stack, "n2");

            assertThat(colored(stack)).singleElement().satisfies(result -> {
                assertThat(result.imageId()).isEqualTo("n2");
                assertThat(result.referenceImageId()).isEqualTo("day");
            });
            assertThat(Backlog.ofAll(stack.cluster(), Topics.DEAD_LETTERS).records())
                    .as("dead letters")
                    .isZero();
        }
    }

    private void sendUntilTheSavepoint(LocalStack stack) throws Exception {
        send(stack, image("day", 0, ImageKind.DAY, 0xa03020));
        send(stack, image("n1", 1, ImageKind.NIGHT, 0x303030));
    }

    private void register(LocalStack stack) throws Exception {
        new DeviceRegistry(stack.cluster())
                .putAll(List.of(new DeviceRegistration(
                        CRIB, "willow", CRIB, DeviceRegistration.Status.ACTIVE, List.of(identity.key()))));
    }

    private static void define(LocalStack stack, StreamExecutionEnvironment env) throws Exception {
        var topics = new NightColorTopics(stack.cluster());
        var config = NightColorConfig.defaults(
                Timebase.STREAM, SharedWorkshop.source(ColorMethod.TRANSFER, BUDGET), new NoPictureStore());
        new NightColorJob(config).define(topics.endless(env), topics.outputs());
        stack.flink().submit("night-color", env);
    }

    private static void await(LocalStack stack, String image) {
        Awaitility.await().atMost(AT_MOST).until(() -> colored(stack).stream()
                .anyMatch(result -> result.imageId().equals(image)));
    }

    private static List<ColorizedImage> colored(LocalStack stack) throws Exception {
        return new ColorizedPictures(stack.cluster()).readAll();
    }

    private void send(LocalStack stack, NightImage image) throws Exception {
        var topic = Topics.NIGHT_IMAGES.name();
        var value = new NightImageCodec().encode(image);
        var key = image.device().getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(topic, null, image.sent().toEpochMilli(), key, value);
        identity.sign(topic, value).forEach(record.headers()::add);
        try (var producer = new KafkaProducer<>(
                stack.cluster().properties(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static NightImage image(String id, int second, ImageKind kind, int dark) throws IOException {
        var at = NIGHT.plusSeconds(second);
        return new NightImage(CRIB, id, at, at, kind, jpeg(dark), "");
    }

    /** Dark on the left, bright on the right. */
    private static byte[] jpeg(int dark) throws IOException {
        var picture = new BufferedImage(160, 100, BufferedImage.TYPE_3BYTE_BGR);
        for (var y = 0; y < 100; y++) {
            for (var x = 0; x < 160; x++) {
                picture.setRGB(x, y, x < 80 ? dark : 0xb0b0b0);
            }
        }
        var file = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", file);
        return file.toByteArray();
    }
}
