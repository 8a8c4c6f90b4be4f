package dev.cradlewatch.jobs.console;

import dev.cradlewatch.connectors.identity.DeviceIdentity;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.picture.PictureFolder;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.CryScoreCodec;
import dev.cradlewatch.connectors.wire.DeliveryCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.FeedbackCodec;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.connectors.wire.NightImageCodec;
import dev.cradlewatch.jobs.color.NurseryPictures;
import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.WindowFacts;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.image.ImageKind;
import dev.cradlewatch.operators.image.NightImage;
import dev.cradlewatch.operators.image.PictureFormat;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes into a broker what the jobs would: households, each with a monitor and two caregivers, their alerts, sound and pictures. All
 * ids of a household begin with its name.
 */
final class TestLog implements AutoCloseable {
    private final KafkaCluster cluster;
    private final LogWriter writer;

    TestLog(KafkaCluster cluster) {
        this.cluster = cluster;
        writer = new LogWriter(cluster);
    }

    KafkaCluster cluster() {
        return cluster;
    }

    /** Makes a household known: a monitor, two caregivers, a channel. */
    void introduce(String household) throws IOException, InterruptedException {
        var device = household + "-crib";
        var identity = DeviceIdentity.create(device, Instant.now().minusSeconds(60));
        var channel = new Channel.Ntfy(
                household + "-ntfy", "https://ntfy.example.org", household + "-topic", household + "-token");
        var people = new Household(
                household,
                household.substring(0, 1).toUpperCase(Locale.ROOT) + household.substring(1),
                List.of(
                        new Caregiver(household + "-ada", "Ada of " + household, List.of(channel)),
                        new Caregiver(household + "-ben", "Ben of " + household, List.of())),
                Duration.ofMinutes(5),
                new HomeAssistant(
                        household + ".example.org", 1883, false, "", household + "-password", "homeassistant"));
        write(Topics.HOUSEHOLDS, household, new HouseholdCodec().encode(people));
        write(
                Topics.DEVICES,
                device,
                new DeviceRegistrationCodec()
                        .encode(new DeviceRegistration(
                                device,
                                household,
                                "Crib of " + household,
                                DeviceRegistration.Status.ACTIVE,
                                List.of(identity.key()))));
    }

    /** An alert of the household's crib, as the job writes it. */
    void alert(String household, String id, int version, AlertKind kind, Instant at)
            throws IOException, InterruptedException {
        alert(household, id, version, kind, at, Acknowledgement.none());
    }

    void alert(String household, String id, int version, AlertKind kind, Instant at, Acknowledgement acknowledgement)
            throws IOException, InterruptedException {
        var rings = kind == AlertKind.CRYING || kind == AlertKind.STILL_CRYING || kind == AlertKind.MONITOR_OFFLINE;
        var alert = new Alert(
                id,
                version,
                household,
                kind,
                Severity.WARNING,
                rings ? Silence.NONE : Silence.KIND,
                at.minusSeconds(2),
                at,
                List.of(new DeviceEvidence(household + "-crib", 0.97, 0.99, 12, true)),
                acknowledgement);
        write(Topics.ALERTS, household, new AlertCodec().encode(alert));
    }

    void feedback(Feedback feedback) throws IOException, InterruptedException {
        write(Topics.FEEDBACK, feedback.household(), new FeedbackCodec().encode(feedback));
    }

    /** Seconds of noise of the household's crib, with a score each. */
    void sound(String household, Instant from, int seconds) throws Exception {
        var device = household + "-crib";
        var random = new Random(1);
        for (var second = 0; second < seconds; second++) {
            var at = from.plusSeconds(second);
            var pcm = new byte[AudioWindow.PCM_BYTES];
            random.nextBytes(pcm);
            var window = new AudioWindow(
                    device, 1, second, at, at, AudioWindow.SAMPLE_RATE_HZ, pcm, 0.5f, "test", WindowReason.DETECTION);
            var origin = write(Topics.AUDIO_WINDOWS, device, new AudioWindowCodec().encode(window));
            var facts = new WindowFacts(
                    device,
                    household,
                    1,
                    second,
                    at,
                    at,
                    Instant.now(),
                    Lane.LIVE,
                    origin,
                    0.5f,
                    "test",
                    WindowReason.DETECTION,
                    -20);
            write(Topics.CRY_SCORES, device, new CryScoreCodec().encode(new ScoredWindow(facts, 0.9f, "test")));
        }
    }

    /** A night picture of the household's crib and its coloured twin. */
    void picture(String household, String imageId, Instant at) throws Exception {
        var device = household + "-crib";
        var night = new NightImage(device, imageId, at, at, ImageKind.NIGHT, NurseryPictures.night(), "");
        var origin = write(Topics.NIGHT_IMAGES, device, new NightImageCodec().encode(night));
        var color = new ColorizedImage(
                device, imageId, at, NurseryPictures.day(), "", 640, 360, "color-test", "day", 1_000, 1_000, origin);
        write(Topics.IMAGES_COLORIZED, device, new ColorizedImageCodec().encode(color));
    }

    /** A night picture and its coloured twin that lie in a folder of large pictures. */
    void largePicture(String household, String imageId, Instant at, PictureFolder folder, String upload)
            throws Exception {
        var device = household + "-crib";
        var night = new NightImage(device, imageId, at, at, ImageKind.NIGHT, new byte[0], upload);
        var origin = write(Topics.NIGHT_IMAGES, device, new NightImageCodec().encode(night));
        var result = folder.write(device, imageId, PictureFormat.JPEG, NurseryPictures.day());
        var color = new ColorizedImage(
                device, imageId, at, new byte[0], result, 640, 360, "color-test", "day", 1_000, 1_000, origin);
        write(Topics.IMAGES_COLORIZED, device, new ColorizedImageCodec().encode(color));
    }

    void delivery(String household, Delivery.Outcome outcome) throws IOException, InterruptedException {
        var delivery = new Delivery(
                household + "-delivery",
                household,
                household + "-ada",
                household + "-ntfy",
                household + "-cry",
                1,
                false,
                outcome,
                1,
                "HTTP 503",
                Instant.now());
        write(Topics.DELIVERIES, household, new DeliveryCodec().encode(delivery));
    }

    /** How many records a topic has taken. */
    long records(TopicSpec topic) throws IOException, InterruptedException {
        try (var admin = Admin.create(cluster.properties())) {
            var partitions = admin.describeTopics(List.of(topic.name()))
                    .allTopicNames()
                    .get()
                    .get(topic.name())
                    .partitions();
            var specs = partitions.stream()
                    .collect(Collectors.toMap(
                            info -> new TopicPartition(topic.name(), info.partition()), info -> OffsetSpec.latest()));
            return admin.listOffsets(specs).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private Origin write(TopicSpec topic, String key, byte[] value) throws IOException, InterruptedException {
        return writer.write(topic, key, value, Instant.now());
    }

    @Override
    public void close() {
        writer.close();
    }
}
