package dev.cradlewatch.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.TopicMismatchException;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaITCase {
    @TempDir
    private Path folder;

    @Test
    void topicsAreSetUpAsSpecifiedOnceAndOutliveARestart() throws Exception {
        var names = Topics.all().stream().map(TopicSpec::name).toList();
        try (var kafka = EmbeddedKafka.start(folder);
                var admin = Admin.create(kafka.cluster().properties())) {
            assertThat(ensure(admin, Topics.all(), ArrivalClock.BROKER)).containsExactlyInAnyOrderElementsOf(names);
            assertThat(ensure(admin, Topics.all(), ArrivalClock.BROKER)).isEmpty();

            assertThat(config(admin, Topics.DEVICES, "cleanup.policy")).isEqualTo("compact");
            assertThat(config(admin, Topics.SETTINGS, "cleanup.policy")).isEqualTo("compact");
            assertThat(config(admin, Topics.ALERTS, "cleanup.policy")).isEqualTo("delete");
            assertThat(config(admin, Topics.AUDIO_WINDOWS, "message.timestamp.type"))
                    .isEqualTo("LogAppendTime");
            assertThat(admin.describeTopics(Set.of("audio.windows"))
                            .allTopicNames()
                            .get()
                            .get("audio.windows")
                            .partitions())
                    .hasSize(Topics.AUDIO_WINDOWS.partitions());
            send(kafka.cluster(), Topics.SETTINGS, "home", "quiet");
        }
        try (var kafka = EmbeddedKafka.start(folder);
                var admin = Admin.create(kafka.cluster().properties())) {
            assertThat(ensure(admin, Topics.all(), ArrivalClock.BROKER)).isEmpty();
            assertThat(read(kafka.cluster(), Topics.SETTINGS)).containsExactly("quiet");
        }
    }

    @Test
    void anExistingTopicOfAnotherKindIsNamedWithTheWayOut() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder);
                var admin = Admin.create(kafka.cluster().properties())) {
            ensure(admin, List.of(Topics.ALERTS), ArrivalClock.PRODUCER);
            assertThatThrownBy(() -> ensure(admin, Topics.all(), ArrivalClock.BROKER))
                    .isInstanceOf(TopicMismatchException.class)
                    .hasMessageContaining("topic alerts: message.timestamp.type is CreateTime: expected LogAppendTime")
                    .hasMessageContaining("kafka-configs --alter");
        }
    }

    @Test
    void aTopicTakesNoRecordOverItsLimit() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder);
                var admin = Admin.create(kafka.cluster().properties())) {
            ensure(admin, Topics.all(), ArrivalClock.BROKER);
            send(kafka.cluster(), Topics.NIGHT_IMAGES, "crib", "x".repeat(4_000_000));
            assertThatThrownBy(() -> send(kafka.cluster(), Topics.DEVICE_EVENTS, "crib", "x".repeat(100_000)))
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    private static Set<String> ensure(Admin admin, List<TopicSpec> topics, ArrivalClock clock) throws Exception {
        return new TopicAdmin(admin, (short) 1).ensure(topics, clock);
    }

    private static String config(Admin admin, TopicSpec topic, String key) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        return admin.describeConfigs(Set.of(resource))
                .all()
                .get()
                .get(resource)
                .get(key)
                .value();
    }

    private static void send(KafkaCluster cluster, TopicSpec topic, String key, String value) throws Exception {
        var settings =
                Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers(), "max.request.size", 8_000_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic.name(), key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static List<String> read(KafkaCluster cluster, TopicSpec topic) {
        var settings = Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers());
        var partition = List.of(new TopicPartition(topic.name(), 0));
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var end = consumer.endOffsets(partition).get(partition.get(0));
            var values = new ArrayList<String>();
            while (consumer.position(partition.get(0)) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> values.add(new String(record.value(), StandardCharsets.UTF_8)));
            }
            return values;
        }
    }
}
