package dev.cradlewatch.jobs.console;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;

/** A real broker with the system's topics. */
final class TestBroker {
    private static final int PARTITIONS = 2;

    private TestBroker() {}

    static EmbeddedKafka start(Path folder) throws Exception {
        var kafka = EmbeddedKafka.start(folder);
        try (var admin = Admin.create(kafka.cluster().properties())) {
            var topics = Topics.all().stream()
                    .map(topic -> topic.withAtMostPartitions(PARTITIONS))
                    .toList();
            new TopicAdmin(admin, (short) 1).ensure(topics, ArrivalClock.BROKER);
            return kafka;
        }
    }
}
