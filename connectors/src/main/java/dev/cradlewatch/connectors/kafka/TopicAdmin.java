package dev.cradlewatch.connectors.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are missing and checks those that are there; any number of processes may do so at once. */
public final class TopicAdmin {
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(50);

    private final Admin admin;
    private final short replicas;

    /**
     * @param admin    client, closed by its owner
     * @param replicas copies of each new partition; 1 for a single broker
     */
    public TopicAdmin(Admin admin, short replicas) {
        this.admin = admin;
        this.replicas = replicas;
    }

    /**
     * Makes sure that the topics exist as specified. Returns when every client can see them.
     *
     * @return names of the topics that this call created
     * @throws TopicMismatchException if an existing topic has another cleanup policy or clock, or takes too small records;
     *     more partitions and another retention are the operator's choice
     * @throws IOException if the cluster does not answer or refuses
     */
    public Set<String> ensure(Collection<TopicSpec> topics, ArrivalClock clock)
            throws TopicMismatchException, IOException, InterruptedException {
        var present = await(admin.listTopics().names());
        var missing =
                topics.stream().filter(topic -> !present.contains(topic.name())).toList();
        var created = create(missing, clock);
        awaitVisible(created);
        check(topics.stream().filter(topic -> !created.contains(topic.name())).toList(), clock);
        return created;
    }

    private Set<String> create(List<TopicSpec> topics, ArrivalClock clock) throws IOException, InterruptedException {
        var requests = topics.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), replicas).configs(topic.configs(clock)))
                .toList();
        var created = new TreeSet<String>();
        for (var result : admin.createTopics(requests).values().entrySet()) {
            try {
                result.getValue().get();
                created.add(result.getKey());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IOException("topic %s: not created: %s".formatted(result.getKey(), e.getCause()), e);
                }
            }
        }
        return created;
    }

    private void awaitVisible(Set<String> names) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!await(admin.listTopics().names()).containsAll(names)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("topics %s: created, but not visible after %d s: look at the brokers' logs"
                        .formatted(names, VISIBLE_WITHIN.toSeconds()));
            }
            Thread.sleep(LOOK_AGAIN_AFTER.toMillis());
        }
    }

    private void check(List<TopicSpec> topics, ArrivalClock clock)
            throws TopicMismatchException, IOException, InterruptedException {
        var resources = topics.stream().collect(Collectors.toMap(TopicAdmin::resource, topic -> topic));
        var mismatches = new ArrayList<String>();
        var configs = await(admin.describeConfigs(resources.keySet()).all());
        configs.forEach((resource, config) -> mismatches.addAll(mismatches(resources.get(resource), config, clock)));
        if (!mismatches.isEmpty()) {
            throw new TopicMismatchException(mismatches);
        }
    }

    private static List<String> mismatches(TopicSpec topic, Config config, ArrivalClock clock) {
        var mismatches = new ArrayList<String>();
        for (var expected : new TreeMap<>(topic.contract(clock)).entrySet()) {
            var found = config.get(expected.getKey()).value();
            if (!found.equals(expected.getValue())) {
                mismatches.add(mismatch(topic, Map.entry(expected.getKey(), found), expected.getValue()));
            }
        }
        var largest = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
        if (Long.parseLong(largest) < topic.maxMessageBytes()) {
            mismatches.add(mismatch(
                    topic,
                    Map.entry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, largest),
                    String.valueOf(topic.maxMessageBytes())));
        }
        return mismatches;
    }

    private static String mismatch(TopicSpec topic, Map.Entry<String, String> found, String expected) {
        return ("topic %1$s: %2$s is %3$s: expected %4$s"
                        + " (kafka-configs --alter --topic %1$s --add-config %2$s=%4$s, or delete the topic)")
                .formatted(topic.name(), found.getKey(), found.getValue(), expected);
    }

    private static ConfigResource resource(TopicSpec topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static <T> T await(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "Kafka does not answer: %s (is it up, and reachable from here?)".formatted(e.getCause()), e);
        }
    }
}
