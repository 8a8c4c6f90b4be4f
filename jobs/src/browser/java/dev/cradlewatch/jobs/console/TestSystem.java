package dev.cradlewatch.jobs.console;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.ConsoleConfig;
import dev.cradlewatch.console.clock.WallClock;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.cry.LoudnessModel;
import dev.cradlewatch.jobs.history.HistoryConfig;
import dev.cradlewatch.jobs.history.HistoryJob;
import dev.cradlewatch.jobs.history.HistoryTopics;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.operators.stream.Timebase;
import java.nio.file.Path;
import java.time.Duration;

/** The whole system on this machine and by its clock: broker, cry job (what is loud is a cry), history job, console. */
final class TestSystem implements AutoCloseable {
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

    private final LocalStack stack;
    private final TestLog log;
    private final Console console;

    private TestSystem(LocalStack stack, TestLog log, Console console) {
        this.stack = stack;
        this.log = log;
        this.console = console;
    }

    static TestSystem start(Path folder) throws Exception {
        var stack = LocalStack.start(ArrivalClock.BROKER, 1);
        var history = HistoryLocation.createFolder(folder.resolve("history"));
        var clips = history.clips(HistoryConfig.CLIP_RETENTION);
        submitCryJob(stack);
        submitHistoryJob(stack, history);
        var config = ConsoleConfig.local(stack.cluster(), history, clips, new WallClock());
        return new TestSystem(stack, new TestLog(stack.cluster()), Console.start(config));
    }

    LocalStack stack() {
        return stack;
    }

    TestLog log() {
        return log;
    }

    Console console() {
        return console;
    }

    @Override
    public void close() throws Exception {
        console.close();
        log.close();
        stack.close();
    }

    private static void submitCryJob(LocalStack stack) throws Exception {
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster());
        var config = CryAlertConfig.defaults(Timebase.WALL, LoudnessModel::new, FeatureSpec.load("cry-full"));
        new CryAlertJob(config).define(topics.endless(env), topics.outputs());
        stack.flink().submit("cry-alerts", env);
    }

    private static void submitHistoryJob(LocalStack stack, HistoryLocation history) throws Exception {
        var env = stack.flink().environment();
        var topics = new HistoryTopics(stack.cluster());
        try (var catalog = HistoryCatalog.open(history)) {
            new HistoryJob(HistoryConfig.defaults().committingEvery(COMMIT_EVERY))
                    .define(
                            topics.endless(env),
                            new HistorySinks(catalog),
                            topics.clips(history.clips(HistoryConfig.CLIP_RETENTION)),
                            topics.deadLetters());
        }
        stack.flink().submit("history", env);
    }
}
