package dev.cradlewatch.jobs.local;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.TopicMismatchException;
import dev.cradlewatch.connectors.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** Kafka with the system's topics, and Flink, in this process; in a temporary folder that is gone when it closes. */
public final class LocalStack implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final int HISTORY_SLOTS = 1;
    private static final int PICTURE_SLOTS = 1;
    private static final int NOTICE_SLOTS = 1;
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(1);

    private final TemporaryFolder folder;
    private final EmbeddedKafka kafka;
    private final LocalFlink flink;

    private LocalStack(TemporaryFolder folder, EmbeddedKafka kafka, LocalFlink flink) {
        this.folder = folder;
        this.kafka = kafka;
        this.flink = flink;
    }

    /**
     * Starts all of it.
     *
     * @param clock       whose clock stamps the records of the topics
     * @param parallelism subtasks of each operator of the alert job; the jobs of history, pictures and notices have one of each besides
     */
    public static LocalStack start(ArrivalClock clock, int parallelism) throws IOException, InterruptedException {
        var folder = TemporaryFolder.create("cradlewatch");
        try {
            var kafka = startKafka(folder.path(), clock);
            try {
                var settings = new FlinkSettings(
                        parallelism,
                        parallelism + HISTORY_SLOTS + PICTURE_SLOTS + NOTICE_SLOTS,
                        CHECKPOINT_EVERY,
                        folder.path().resolve("checkpoints"),
                        true);
                return new LocalStack(folder, kafka, LocalFlink.start(settings));
            } catch (IOException | RuntimeException e) {
                kafka.close();
                throw e;
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static EmbeddedKafka startKafka(Path folder, ArrivalClock clock) throws IOException, InterruptedException {
        var kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        try (var admin = Admin.create(kafka.cluster().properties())) {
            var topics = Topics.all().stream()
                    .map(topic -> topic.withAtMostPartitions(PARTITIONS))
                    .toList();
            new TopicAdmin(admin, (short) 1).ensure(topics, clock);
            return kafka;
        } catch (TopicMismatchException e) {
            kafka.close();
            throw new IOException("the new topics are not as specified: " + e.getMessage(), e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            kafka.close();
            throw e;
        }
    }

    public KafkaCluster cluster() {
        return kafka.cluster();
    }

    public LocalFlink flink() {
        return flink;
    }

    public Path savepoints() {
        return folder.path().resolve("savepoints");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            flink.close();
        } finally {
            kafka.close();
            folder.close();
        }
    }
}
