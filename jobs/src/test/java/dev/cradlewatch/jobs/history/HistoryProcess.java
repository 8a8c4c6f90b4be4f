package dev.cradlewatch.jobs.history;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.jobs.local.FlinkSettings;
import dev.cradlewatch.jobs.local.LocalFlink;
import dev.cradlewatch.jobs.local.RetainedCheckpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The history job in a process of its own, to be killed. It goes on from the last checkpoint that its predecessor left. */
final class HistoryProcess {
    /** Printed once the job runs. */
    static final String RUNS = "runs";

    private static final Duration COMMIT_EVERY = Duration.ofMillis(250);

    private HistoryProcess() {}

    /** @param args Kafka's address, the history's folder, the folder for checkpoints */
    public static void main(String[] args) throws Exception {
        var checkpoints = Path.of(args[2]);
        var topics = new HistoryTopics(new KafkaCluster(args[0], Map.of()));
        var location = HistoryLocation.createFolder(Path.of(args[1]));
        try (var flink = LocalFlink.start(new FlinkSettings(1, 1, COMMIT_EVERY, checkpoints, false));
                var catalog = HistoryCatalog.open(location)) {
            var env = RetainedCheckpoints.newest(checkpoints)
                    .map(flink::environmentFrom)
                    .orElseGet(flink::environment);
            var config = HistoryConfig.defaults().committingEvery(COMMIT_EVERY);
            new HistoryJob(config)
                    .define(
                            topics.endless(env),
                            new HistorySinks(catalog),
                            topics.clips(location.clips(HistoryConfig.CLIP_RETENTION)),
                            topics.deadLetters());
            flink.submit("history", env);
            System.out.println(RUNS);
            System.in.transferTo(System.out);
        }
    }
}
