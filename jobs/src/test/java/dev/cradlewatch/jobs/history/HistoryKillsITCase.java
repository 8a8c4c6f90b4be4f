package dev.cradlewatch.jobs.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.connectors.kafka.TopicAdmin;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.jobs.local.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history job as a process that is killed at random moments while facts flow. */
class HistoryKillsITCase {
    /** A few in the quick suite, 20 by {@code ./cradlewatch test --history}. */
    private static final int KILLS = Integer.getInteger("cradlewatch.kills", 2);

    private static final Duration AT_MOST = Duration.ofSeconds(90);
    private static final int LONGEST_LIFE_MILLIS = 2_500;

    @TempDir
    private Path folder;

    @Test
    void everyFactIsInItsTableOnceHoweverOftenTheProcessIsKilled() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            try (var admin = Admin.create(kafka.cluster().properties())) {
                var topics = Topics.all().stream()
                        .map(topic -> topic.withAtMostPartitions(2))
                        .toList();
                new TopicAdmin(admin, (short) 1).ensure(topics, ArrivalClock.PRODUCER);
            }
            var random = new Random(20);
            try (var facts = new SteadyFacts(kafka.cluster())) {
                for (var kill = 0; kill < KILLS; kill++) {
                    var process = start(kafka.cluster().bootstrapServers());
                    try {
                        awaitRunning(process);
                        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                    } finally {
                        process.destroyForcibly().waitFor();
                    }
                }
                var rounds = facts.stop();
                var last = start(kafka.cluster().bootstrapServers());
                try {
                    awaitRunning(last);
                    awaitWritten(rounds);
                } finally {
                    last.destroyForcibly().waitFor();
                }
            }
        }
    }

    /** Waits until nothing is missing, then for two more commits, which would show what is there twice. */
    private void awaitWritten(int rounds) {
        var values = IntStream.range(0, rounds)
                .mapToLong(round -> round % SteadyFacts.VALUES)
                .sum();
        var expected = List.of(
                "scores|%d|%d|%d"
                        .formatted(
                                SteadyFacts.DEVICES * rounds,
                                SteadyFacts.DEVICES * rounds,
                                SteadyFacts.DEVICES * values),
                "events|%d|%d|%d".formatted(rounds, rounds, values),
                "alerts|%d|%d|%d".formatted(rounds, rounds, (long) rounds * (rounds + 1) / 2));
        Awaitility.await().atMost(AT_MOST).untilAsserted(() -> assertThat(counts())
                .isEqualTo(expected));
        Awaitility.await().during(Duration.ofSeconds(1)).atMost(AT_MOST).untilAsserted(() -> assertThat(counts())
                .isEqualTo(expected));
    }

    private List<String> counts() throws Exception {
        var lines = new ArrayList<String>();
        try (var snapshot = HistorySnapshot.of(HistoryLocation.folder(folder.resolve("history")), Optional.empty())) {
            new HistoryQuery(snapshot, AT_MOST).run("""
                SELECT 'scores', count(*), count(DISTINCT (device, seq)), sum(probability * %1$d)::BIGINT FROM cry_scores
                UNION ALL SELECT 'events', count(*), count(DISTINCT seq), sum(free_memory_bytes)::BIGINT FROM device_events
                UNION ALL SELECT 'alerts', count(*), count(DISTINCT version), sum(version)::BIGINT FROM alerts
                """.formatted(SteadyFacts.VALUES), rows -> {
                while (rows.next()) {
                    lines.add(rows.cells().stream().map(String::valueOf).collect(Collectors.joining("|")));
                }
            });
        }
        return lines;
    }

    private Process start(String kafka) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var opens = Stream.of("java.util", "java.lang", "java.nio")
                .map(name -> "--add-opens=java.base/%s=ALL-UNNAMED".formatted(name));
        var rest = Stream.of(
                "-Xmx700m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                HistoryProcess.class.getName(),
                kafka,
                folder.resolve("history").toString(),
                folder.resolve("checkpoints").toString());
        return new ProcessBuilder(Stream.concat(Stream.of(java), Stream.concat(opens, rest))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitRunning(Process process) throws IOException {
        try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).as("what the process says").isEqualTo(HistoryProcess.RUNS);
        }
    }
}
