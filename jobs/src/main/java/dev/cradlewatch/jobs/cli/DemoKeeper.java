package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.jobs.history.HistoryConfig;
import dev.cradlewatch.jobs.history.HistoryInputs;
import dev.cradlewatch.jobs.history.HistoryJob;
import dev.cradlewatch.jobs.history.HistoryTopics;
import dev.cradlewatch.jobs.local.LocalJob;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.Backlog;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Keeps a demo's history: alongside what plays, or once it has played. At unlimited speed alerts come when all sound has passed,
 * so a history that begins afterwards has both.
 */
final class DemoKeeper {
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(5);
    private static final Duration NO_PROGRESS = Duration.ofSeconds(60);
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private final LocalStack stack;
    private final HistoryLocation location;
    private final HistoryTopics topics;
    private Optional<LocalJob> alongside = Optional.empty();

    DemoKeeper(LocalStack stack, HistoryLocation location) {
        this.stack = stack;
        this.location = location;
        topics = new HistoryTopics(stack.cluster());
    }

    /** Writes from now on. */
    void keepAlongside() throws IOException, InterruptedException {
        var env = environment();
        alongside = Optional.of(submit(env, topics.endless(env)));
    }

    /** Returns when the history has what the topics hold. */
    void finish() throws IOException, InterruptedException {
        if (alongside.isPresent()) {
            awaitNothingLeft();
            alongside.get().drain(stack.savepoints(), NO_PROGRESS);
        } else {
            var env = environment();
            submit(env, topics.bounded(env)).awaitFinished(AT_MOST);
        }
    }

    private StreamExecutionEnvironment environment() {
        var env = stack.flink().environment();
        env.setParallelism(1);
        return env;
    }

    private LocalJob submit(StreamExecutionEnvironment env, HistoryInputs inputs)
            throws IOException, InterruptedException {
        try (var catalog = HistoryCatalog.open(location)) {
            new HistoryJob(HistoryConfig.defaults().committingEvery(COMMIT_EVERY))
                    .define(
                            inputs,
                            new HistorySinks(catalog),
                            topics.clips(location.clips(HistoryConfig.CLIP_RETENTION)),
                            topics.deadLetters());
            return stack.flink().submit("history", env);
        }
    }

    private void awaitNothingLeft() throws IOException, InterruptedException {
        var backlog = new Backlog(stack.cluster(), HistoryTopics.GROUP, HistoryTopics.FACTS);
        var last = Long.MAX_VALUE;
        var lastMove = System.nanoTime();
        for (var records = backlog.records(); records > 0; records = backlog.records()) {
            if (records < last) {
                last = records;
                lastMove = System.nanoTime();
            } else if (System.nanoTime() - lastMove > NO_PROGRESS.toNanos()) {
                throw new IOException("the history lacks the last %d records and got none for %d s"
                        .formatted(records, NO_PROGRESS.toSeconds()));
            }
        }
    }
}
