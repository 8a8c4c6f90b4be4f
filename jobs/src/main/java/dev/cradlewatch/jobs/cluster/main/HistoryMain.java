package dev.cradlewatch.jobs.cluster.main;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.jobs.history.HistoryConfig;
import dev.cradlewatch.jobs.history.HistoryJob;
import dev.cradlewatch.jobs.history.HistoryTopics;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Submits the history's job. */
public final class HistoryMain {
    private HistoryMain() {}

    public static void main(String[] arguments) throws Exception {
        var system = JobArguments.config(arguments);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        var topics = new HistoryTopics(system.kafka());
        try (var catalog = HistoryCatalog.open(system.history())) {
            new HistoryJob(HistoryConfig.defaults())
                    .define(
                            topics.endless(env),
                            new HistorySinks(catalog),
                            topics.clips(system.clipFolder()),
                            topics.deadLetters());
            env.execute("history");
        }
    }
}
