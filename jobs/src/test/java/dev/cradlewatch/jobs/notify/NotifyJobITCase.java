package dev.cradlewatch.jobs.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.connectors.homeassistant.LinkPolicy;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.notify.Destinations;
import dev.cradlewatch.connectors.notify.RetryPolicy;
import dev.cradlewatch.connectors.notify.SendPolicy;
import dev.cradlewatch.connectors.notify.VapidKeys;
import dev.cradlewatch.connectors.wire.AlertCodec;
import dev.cradlewatch.connectors.wire.ChannelTestCodec;
import dev.cradlewatch.connectors.wire.ColorizedImageCodec;
import dev.cradlewatch.connectors.wire.DeliveryCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.Backlog;
import dev.cradlewatch.operators.alert.Acknowledgement;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.device.DeviceRegistration.Status;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.Delivery.Outcome;
import dev.cradlewatch.operators.notify.NoticePolicy;
import dev.cradlewatch.operators.stream.Origin;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker, a real Flink cluster and a real Mosquitto; each test has a household of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotifyJobITCase {
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final Duration ESCALATE_AFTER = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private LocalStack stack;
    private LogWriter log;

    @BeforeAll
    void start() throws Exception {
        stack = LocalStack.start(ArrivalClock.BROKER, 1);
        log = new LogWriter(stack.cluster());
        before();
        var env = stack.flink().environment();
        var topics = new NotifyTopics(stack.cluster());
        new NotifyJob(config()).define(topics.endless(env), topics.outputs());
        stack.flink().submit("notify", env);
        awaitListening();
    }

    @AfterAll
    void stop() throws Exception {
        log.close();
        stack.close();
    }

    /** What is in the log before the job was ever there. */
    private void before() throws Exception {
        alert("early", 1, AlertKind.CRYING);
        device("willow-crib", "willow", "Crib by the window");
    }

    private static NotifyConfig config() {
        var sending = SendPolicy.of(Destinations.ANY, VapidKeys.generate(), "mailto:operator@example.com", "");
        return new NotifyConfig(
                new NoticePolicy(Timebase.WALL, Duration.ofMinutes(10), Duration.ofMillis(200), Duration.ofSeconds(10)),
                sending,
                new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(400), 1_000, Duration.ofMinutes(10)),
                new LinkPolicy(
                        Destinations.ANY, Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofMillis(400)));
    }

    /** A source that starts at the next record has started when it brings one: in each of the topics' partitions. */
    private void awaitListening() throws Exception {
        try (var probe = new Receiver(200)) {
            for (var i = 0; i < 8; i++) {
                var id = "probe-" + i;
                household(id, HomeAssistant.none(), caregiver("ada", webhook("c", probe)));
                eventually(() -> {
                    alert(id, 1, AlertKind.CRYING);
                    test("t-" + id + System.nanoTime(), id, "ada", "c");
                    assertThat(probe.bodies())
                            .anyMatch(body -> body.contains(id) && body.contains("RING"))
                            .anyMatch(body -> body.contains(id) && body.contains("TEST"));
                });
            }
        }
    }

    @Test
    void theNextCaregiverIsToldUntilSomebodyGoesAndThenItIsOverForAll() throws Exception {
        try (var ada = new Receiver(200);
                var grace = new Receiver(204);
                var joan = new Receiver(200)) {
            household(
                    "willow",
                    HomeAssistant.none(),
                    caregiver("ada", new Channel.Ntfy("phone", ada.address(), "willow-7", "")),
                    caregiver("grace", webhook("hook", grace)),
                    caregiver("joan", webhook("hook", joan)));

            var rangAt = System.nanoTime();
            alert("willow", 1, AlertKind.CRYING);
            eventually(() -> assertThat(ada.bodies()).singleElement().satisfies(body -> {
                assertThat(json(body).path("topic").asText()).isEqualTo("willow-7");
                assertThat(json(body).path("message").asText()).isEqualTo("Crying heard by Crib by the window.");
            }));
            assertThat(grace.bodies()).isEmpty();

            eventually(() -> assertThat(grace.bodies()).singleElement().satisfies(body -> assertThat(
                            json(body).path("urgency").asText())
                    .isEqualTo("RING")));
            assertThat(Duration.ofNanos(System.nanoTime() - rangAt)).isGreaterThanOrEqualTo(ESCALATE_AFTER);

            alert("willow", 2, AlertKind.ACKNOWLEDGED);
            eventually(() -> assertThat(grace.bodies()).hasSize(2));
            eventually(() -> assertThat(ada.bodies()).hasSize(2));
            assertThat(json(grace.bodies().get(1)).path("urgency").asText()).isEqualTo("CLOSING");
            assertThat(json(ada.bodies().get(1)).path("priority").asInt()).isEqualTo(2);
            await().during(ESCALATE_AFTER.plusMillis(500)).atMost(AT_MOST).until(() -> joan.bodies()
                    .isEmpty());
            assertThat(deliveries("willow"))
                    .extracting(Delivery::outcome)
                    .containsOnly(Outcome.DELIVERED)
                    .hasSize(4);
        }
    }

    @Test
    void aReceiverThatIsDownGetsItsMessageWhenItIsUpAgainAndHoldsNoOtherUp() throws Exception {
        var port = Receiver.freePort();
        var root = "/" + UUID.randomUUID();
        try (var watch = new Receiver(200)) {
            household(
                    "maple",
                    HomeAssistant.none(),
                    caregiver(
                            "ada",
                            new Channel.Webhook("phone", "http://127.0.0.1:%d%s".formatted(port, root), "secret"),
                            webhook("watch", watch)));
            alert("maple", 1, AlertKind.CRYING);
            eventually(() -> assertThat(watch.bodies()).hasSize(1));
            eventually(() -> assertThat(deliveries("maple")).anySatisfy(delivery -> {
                assertThat(delivery.channel()).isEqualTo("phone");
                assertThat(delivery.outcome()).isEqualTo(Outcome.RETRYING);
                assertThat(delivery.detail()).isEqualTo("no connection to 127.0.0.1");
            }));
        }
        try (var phone = new Receiver(200, port, root)) {
            eventually(() -> assertThat(phone.bodies()).hasSize(1));
            eventually(() -> assertThat(newest("maple", "phone").outcome()).isEqualTo(Outcome.DELIVERED));
            assertThat(newest("maple", "phone").attempts()).isGreaterThan(1);
        }
    }

    @Test
    void aDeadChannelIsRecordedAsFailed() throws Exception {
        try (var gone = new Receiver(410)) {
            household("birch", HomeAssistant.none(), caregiver("ada", browser("phone", gone)));
            alert("birch", 1, AlertKind.CRYING);
            eventually(() -> assertThat(newest("birch", "phone")).satisfies(delivery -> {
                assertThat(delivery.outcome()).isEqualTo(Outcome.FAILED);
                assertThat(delivery.detail()).isEqualTo("HTTP 410");
                assertThat(delivery.alertId()).isEqualTo("birch-alert");
            }));
            assertThat(gone.received()).singleElement().satisfies(push -> {
                assertThat(push.path()).isEqualTo("/push");
                assertThat(push.encoding()).isEqualTo("aes128gcm");
            });
        }
    }

    @Test
    void aTestGoesToItsChannelAndItsOutcomeIsTold() throws Exception {
        try (var ntfy = new Receiver(200)) {
            household(
                    "rowan",
                    HomeAssistant.none(),
                    caregiver("ada", new Channel.Ntfy("phone", ntfy.address(), "rowan", "")));
            test("rowan-test", "rowan", "ada", "phone");
            eventually(
                    () -> assertThat(ntfy.bodies()).singleElement().asString().contains("This channel works."));
            eventually(() -> assertThat(deliveries("rowan"))
                    .extracting(Delivery::id, Delivery::test, Delivery::outcome)
                    .containsExactly(tuple("rowan-test", true, Outcome.DELIVERED)));
        }
    }

    @Test
    void aNewJobRingsNobodyForWhatWasBefore() throws Exception {
        try (var phone = new Receiver(200)) {
            household("early", HomeAssistant.none(), caregiver("ada", webhook("phone", phone)));
            test("early-test", "early", "ada", "phone");
            eventually(() -> assertThat(phone.bodies()).hasSize(1));
            assertThat(phone.bodies().get(0)).contains("TEST");
        }
    }

    @Test
    void whatCannotBeReadIsADeadLetter() throws Exception {
        var before = Backlog.ofAll(stack.cluster(), Topics.DEAD_LETTERS).records();
        write(Topics.HOUSEHOLDS, "broken", new byte[] {1, 2, 3});
        eventually(() -> assertThat(
                        Backlog.ofAll(stack.cluster(), Topics.DEAD_LETTERS).records())
                .isEqualTo(before + 1));
    }

    @Test
    void homeAssistantShowsMonitorsCriesOutagesAndPicturesAlsoAfterItsBrokerForgotAll() throws Exception {
        var port = Receiver.freePort();
        var home = new HomeAssistant("127.0.0.1", port, false, Mosquitto.USER, Mosquitto.PASSWORD, "homeassistant");
        device("oak-crib", "oak", "Crib");
        device("oak-door", "oak", "Door");
        household("oak", home);
        test("oak-early", "oak", "", Delivery.HOME_ASSISTANT);
        eventually(() -> assertThat(deliveries("oak")).anySatisfy(delivery -> {
            assertThat(delivery.channel()).isEqualTo(Delivery.HOME_ASSISTANT);
            assertThat(delivery.outcome()).isEqualTo(Outcome.RETRYING);
            assertThat(delivery.detail()).startsWith("no connection to the broker at 127.0.0.1:" + port);
        }));

        try (var broker = new Mosquitto(folder.resolve("first"), port)) {
            awaitBroker(port);
            test("oak-now", "oak", "", Delivery.HOME_ASSISTANT);
            eventually(() -> assertThat(deliveries("oak")).anySatisfy(delivery -> {
                assertThat(delivery.id()).isEqualTo("oak-now");
                assertThat(delivery.outcome()).isEqualTo(Outcome.DELIVERED);
            }));
            try (var seen = new RetainedMessages(port)) {
                eventually(() ->
                        assertThat(seen.text("cradlewatch/oak/availability")).isEqualTo("online"));
                var cry = json(seen.text("homeassistant/binary_sensor/cradlewatch_oak_oak-crib/cry/config"));
                assertThat(cry.path("device_class").asText()).isEqualTo("sound");
                assertThat(cry.path("state_topic").asText()).isEqualTo("cradlewatch/oak/oak-crib/cry");
                assertThat(cry.path("device").path("name").asText()).isEqualTo("Crib");
                assertThat(cry.path("device").path("identifiers").path(0).asText())
                        .isEqualTo("cradlewatch_oak_oak-crib");
                assertThat(cry.path("availability").findValuesAsText("topic"))
                        .containsExactly("cradlewatch/oak/availability", "cradlewatch/oak/oak-crib/availability");
                assertThat(seen.text("cradlewatch/oak/oak-crib/cry")).isEqualTo("OFF");
                assertThat(seen.text("cradlewatch/oak/oak-door/availability")).isEqualTo("online");

                alert("oak", 1, AlertKind.CRYING);
                picture("oak-crib", new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3});
                eventually(() ->
                        assertThat(seen.text("cradlewatch/oak/oak-crib/cry")).isEqualTo("ON"));
                assertThat(seen.text("cradlewatch/oak/oak-door/cry")).isEqualTo("OFF");
                eventually(() -> assertThat(seen.bytes("cradlewatch/oak/oak-crib/picture"))
                        .containsExactly(0xff, 0xd8, 1, 2, 3));
                eventually(
                        () -> assertThat(json(seen.text("homeassistant/image/cradlewatch_oak_oak-crib/picture/config"))
                                        .path("content_type")
                                        .asText())
                                .isEqualTo("image/jpeg"));
            }
        }

        try (var broker = new Mosquitto(folder.resolve("second"), port)) {
            awaitBroker(port);
            try (var seen = new RetainedMessages(port)) {
                eventually(() ->
                        assertThat(seen.text("cradlewatch/oak/oak-crib/cry")).isEqualTo("ON"));
                alert("oak", 2, AlertKind.QUIET_AGAIN);
                eventually(() ->
                        assertThat(seen.text("cradlewatch/oak/oak-crib/cry")).isEqualTo("OFF"));
                alert("oak", 3, AlertKind.MONITOR_OFFLINE);
                eventually(() -> assertThat(seen.text("cradlewatch/oak/oak-crib/availability"))
                        .isEqualTo("offline"));
                alert("oak", 4, AlertKind.MONITOR_BACK);
                eventually(() -> assertThat(seen.text("cradlewatch/oak/oak-crib/availability"))
                        .isEqualTo("online"));
                write(Topics.DEVICES, "oak-door", new byte[0]);
                eventually(() -> assertThat(seen.all().keySet()).noneMatch(topic -> topic.contains("oak-door")));

                household("oak", HomeAssistant.none());
                eventually(() -> assertThat(seen.all()).isEmpty());
            }
        }
    }

    private void awaitBroker(int port) {
        eventually(() -> new RetainedMessages(port).close());
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(AT_MOST)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(Exception.class)
                .untilAsserted(assertion);
    }

    private void household(String id, HomeAssistant home, Caregiver... caregivers) throws Exception {
        var household = new Household(id, id, List.of(caregivers), ESCALATE_AFTER, home);
        write(Topics.HOUSEHOLDS, id, new HouseholdCodec().encode(household));
    }

    private void device(String id, String household, String name) throws Exception {
        var registration = new DeviceRegistration(id, household, name, Status.ACTIVE, List.of());
        write(Topics.DEVICES, id, new DeviceRegistrationCodec().encode(registration));
    }

    private void alert(String household, int version, AlertKind kind) throws Exception {
        var at = Instant.now();
        var rings = kind == AlertKind.CRYING || kind == AlertKind.STILL_CRYING || kind == AlertKind.MONITOR_OFFLINE;
        var alert = new Alert(
                household + "-alert",
                version,
                household,
                kind,
                Severity.WARNING,
                rings ? Silence.NONE : Silence.KIND,
                at,
                at,
                List.of(new DeviceEvidence(household + "-crib", 0.9, 0.99, 12, true)),
                kind == AlertKind.ACKNOWLEDGED ? new Acknowledgement("grace", at) : Acknowledgement.none());
        write(Topics.ALERTS, household, new AlertCodec().encode(alert));
    }

    private void test(String id, String household, String caregiver, String channel) throws Exception {
        var test = new ChannelTest(id, household, caregiver, channel, "Grace", Instant.now());
        write(Topics.CHANNEL_TESTS, household, new ChannelTestCodec().encode(test));
    }

    private void picture(String device, byte[] file) throws Exception {
        var origin = new Origin("night.images", 0, 0);
        var picture = new ColorizedImage(
                device, "p-1", Instant.now(), file, "", 4, 4, "color-ref 1", "", 1_000, 1_000, origin);
        write(Topics.IMAGES_COLORIZED, device, new ColorizedImageCodec().encode(picture));
    }

    private void write(TopicSpec topic, String key, byte[] value) throws IOException, InterruptedException {
        log.write(topic, key, value, Instant.now());
    }

    private Delivery newest(String household, String channel) throws Exception {
        return deliveries(household).stream()
                .filter(delivery -> delivery.channel().equals(channel))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private List<Delivery> deliveries(String household) throws Exception {
        try (var consumer = new KafkaConsumer<>(
                stack.cluster().properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topics.DELIVERIES.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            var found = new ArrayList<Delivery>();
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var delivery = new DeliveryCodec().decode(record.value());
                    if (delivery.household().equals(household)) {
                        found.add(delivery);
                    }
                }
            }
            return found;
        }
    }

    private static Caregiver caregiver(String id, Channel... channels) {
        return new Caregiver(id, id, List.of(channels));
    }

    private static Channel webhook(String id, Receiver receiver) {
        return new Channel.Webhook(id, receiver.address() + "/in", "secret");
    }

    private static Channel browser(String id, Receiver service) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var encoded = ((ECPublicKey) generator.generateKeyPair().getPublic()).getEncoded();
        var point = Arrays.copyOfRange(encoded, encoded.length - 65, encoded.length);
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return new Channel.WebPush(
                id, service.address() + "/push", base64.encodeToString(point), base64.encodeToString(new byte[16]), "");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
