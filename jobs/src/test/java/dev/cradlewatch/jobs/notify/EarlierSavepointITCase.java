package dev.cradlewatch.jobs.notify;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.cradlewatch.connectors.wire.DeliveryCodec;
import dev.cradlewatch.connectors.wire.DeviceRegistrationCodec;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.savepoint.KeptSavepoints;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.alert.DeviceEvidence;
import dev.cradlewatch.operators.alert.Severity;
import dev.cradlewatch.operators.alert.Silence;
import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.Channel;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import dev.cradlewatch.operators.notify.ChannelTest;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.NoticePolicy;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The savepoints that earlier versions of the job left while a household was told of a cry, and that this one goes on from. Nobody was
 * reached then; where caregivers are reached is changed afterwards.
 */
class EarlierSavepointITCase {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration ESCALATE_AFTER = Duration.ofSeconds(60);
    private static final Duration AT_MOST = Duration.ofSeconds(180);
    private static final String WILLOW = "willow";
    private static final String CRIB = "willow-crib";

    private static final String ALERT = "willow-alert";
    private static final String PHONE = "phone of ada";

    /** Nobody listens on it. */
    private static final int CLOSED_PORT = 1;

    @TempDir
    private Path folder;

    private KeptSavepoints kept;

    @BeforeEach
    void name() {
        kept = new KeptSavepoints("notify", folder);
    }

    @ParameterizedTest
    @ValueSource(strings = "0.1.0")
    void whoWasToldIsNotToldAgainTheNextIsAndHomeAssistantShowsTheCry(String version) throws Exception {
        assertGoesOn(kept.of(version));
    }

    /** Kept where {@code cradlewatch.savepoints} says, for later versions. */
    @Test
    void soItIsFromTheSavepointOfThisVersion() throws Exception {
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1);
                var log = new LogWriter(stack.cluster())) {
            beginWithTheFirst(stack, Topics.ALERTS);
            beginWithTheFirst(stack, Topics.CHANNEL_TESTS);
            define(stack, kept.environment(stack));
            tellOfTheHousehold(log);
            eventually(
                    () -> assertThat(deliveries(stack)).extracting(Delivery::id).contains("before"));
            tellOfTheCry(log);
            eventually(() -> assertThat(deliveries(stack))
                    .filteredOn(delivery -> delivery.alertId().equals(ALERT))
                    .extracting(Delivery::channel)
                    .contains(PHONE, Delivery.HOME_ASSISTANT));
            assertGoesOn(kept.take(stack));
        }
    }

    private void assertGoesOn(Path saved) throws Exception {
        var port = Receiver.freePort();
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, 1);
                var log = new LogWriter(stack.cluster());
                var ada = new Receiver(200);
                var grace = new Receiver(200);
                var broker = new Mosquitto(folder.resolve("mosquitto"), port)) {
            tellOfTheHousehold(log);
            tellOfTheCry(log);
            define(stack, kept.environmentFrom(saved, stack));

            eventually(() -> assertThat(deliveries(stack))
                    .as("what could not be delivered is tried on")
                    .anySatisfy(delivery -> {
                        assertThat(delivery.alertId()).isEqualTo(ALERT);
                        assertThat(delivery.channel()).isEqualTo(PHONE);
                        assertThat(delivery.attempts()).isGreaterThan(1);
                    }));

            household(log, ada.address(), grace.address(), port);
            eventually(() -> {
                test(log, "test-" + System.nanoTime());
                assertThat(urgencies(ada)).contains("TEST");
            });
            eventually(() -> new RetainedMessages(port).close());
            try (var seen = new RetainedMessages(port)) {
                eventually(() -> assertThat(seen.text("cradlewatch/willow/willow-crib/cry"))
                        .isEqualTo("ON"));
                assertThat(seen.text("homeassistant/binary_sensor/cradlewatch_willow_willow-crib/cry/config"))
                        .contains("Crib by the window");

                // Time goes on.
                alert(
                        log,
                        "maple",
                        1,
                        AlertKind.CRYING,
                        NIGHT.plus(ESCALATE_AFTER).plusSeconds(1));
                eventually(() -> assertThat(urgencies(grace)).containsExactly("RING"));
                assertThat(grace.bodies().get(0)).contains("Crib by the window");
                assertThat(urgencies(ada)).containsOnly("TEST");

                alert(
                        log,
                        WILLOW,
                        2,
                        AlertKind.QUIET_AGAIN,
                        NIGHT.plus(ESCALATE_AFTER).plusSeconds(2));
                eventually(() -> assertThat(urgencies(grace)).containsExactly("RING", "CLOSING"));
                eventually(() ->
                        assertThat(urgencies(ada)).containsOnlyOnce("CLOSING").doesNotContain("RING"));
                eventually(() -> assertThat(seen.text("cradlewatch/willow/willow-crib/cry"))
                        .isEqualTo("OFF"));
            }
        }
    }

    private static void tellOfTheHousehold(LogWriter log) throws Exception {
        var device =
                new DeviceRegistration(CRIB, WILLOW, "Crib by the window", DeviceRegistration.Status.ACTIVE, List.of());
        log.write(Topics.DEVICES, CRIB, new DeviceRegistrationCodec().encode(device), NIGHT);
        var nowhere = "http://127.0.0.1:" + CLOSED_PORT;
        household(log, nowhere, nowhere, CLOSED_PORT);
        test(log, "before");
    }

    private static void tellOfTheCry(LogWriter log) throws Exception {
        alert(log, WILLOW, 1, AlertKind.CRYING, NIGHT);
    }

    /** As if the job, which begins with the next record else, had been there before. */
    private static void beginWithTheFirst(LocalStack stack, TopicSpec topic) throws Exception {
        try (var admin = Admin.create(stack.cluster().properties())) {
            var partitions = admin.describeTopics(List.of(topic.name()))
                    .topicNameValues()
                    .get(topic.name())
                    .get()
                    .partitions();
            var first = partitions.stream()
                    .collect(toMap(
                            partition -> new TopicPartition(topic.name(), partition.partition()),
                            partition -> new OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets(NotifyTopics.GROUP, first).all().get();
        }
    }

    private static void household(LogWriter log, String ada, String grace, int broker) throws Exception {
        var home = new HomeAssistant("127.0.0.1", broker, false, Mosquitto.USER, Mosquitto.PASSWORD, "homeassistant");
        var household = new Household(
                WILLOW, WILLOW, List.of(caregiver("ada", ada), caregiver("grace", grace)), ESCALATE_AFTER, home);
        log.write(Topics.HOUSEHOLDS, WILLOW, new HouseholdCodec().encode(household), NIGHT);
    }

    private static Caregiver caregiver(String id, String address) {
        return new Caregiver(id, id, List.of(new Channel.Webhook("phone of " + id, address + "/in", "secret")));
    }

    private static void alert(LogWriter log, String household, int version, AlertKind kind, Instant at)
            throws Exception {
        var silence = kind == AlertKind.CRYING ? Silence.NONE : Silence.KIND;
        var evidence = List.of(new DeviceEvidence(household + "-crib", 0.9, 0.99, 12, true));
        var alert = new Alert(
                household + "-alert", version, household, kind, Severity.WARNING, silence, NIGHT, at, evidence);
        log.write(Topics.ALERTS, household, new AlertCodec().encode(alert), at);
    }

    private static void test(LogWriter log, String id) throws Exception {
        var test = new ChannelTest(id, WILLOW, "ada", PHONE, "Grace", NIGHT);
        log.write(Topics.CHANNEL_TESTS, WILLOW, new ChannelTestCodec().encode(test), NIGHT);
    }

    private static void define(LocalStack stack, StreamExecutionEnvironment env) throws Exception {
        var sending = SendPolicy.of(Destinations.ANY, VapidKeys.generate(), "mailto:operator@example.com", "");
        var tooOld = Duration.ofMinutes(10);
        var config = new NotifyConfig(
                new NoticePolicy(Timebase.STREAM, tooOld, Duration.ofMillis(200), Duration.ofSeconds(10)),
                sending,
                // A notice of years ago is tried, too.
                new RetryPolicy(Duration.ofMillis(100), Duration.ofMillis(400), 1_000_000, Duration.ofDays(36_500)),
                new LinkPolicy(
                        Destinations.ANY, Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofMillis(400)));
        var topics = new NotifyTopics(stack.cluster());
        new NotifyJob(config).define(topics.endless(env), topics.outputs());
        stack.flink().submit("notify", env);
    }

    private static List<String> urgencies(Receiver receiver) throws Exception {
        var urgencies = new ArrayList<String>();
        for (var body : receiver.bodies()) {
            urgencies.add(new ObjectMapper().readTree(body).path("urgency").asText());
        }
        return urgencies;
    }

    private static List<Delivery> deliveries(LocalStack stack) throws Exception {
        try (var consumer = new KafkaConsumer<>(
                stack.cluster().properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partition = new TopicPartition(Topics.DELIVERIES.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).get(partition);
            var found = new ArrayList<Delivery>();
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    found.add(new DeliveryCodec().decode(record.value()));
                }
            }
            return found;
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(AT_MOST)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(Exception.class)
                .untilAsserted(assertion);
    }
}
