package dev.cradlewatch.jobs.bench;

import dev.cradlewatch.connectors.history.HistoryCatalog;
import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.history.HistorySinks;
import dev.cradlewatch.connectors.history.HistoryTable;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.connectors.history.maintenance.HistoryMaintenance;
import dev.cradlewatch.connectors.history.maintenance.MaintenancePolicy;
import dev.cradlewatch.connectors.query.HistoryQuery;
import dev.cradlewatch.connectors.query.HistoryReader;
import dev.cradlewatch.connectors.query.HistorySnapshot;
import dev.cradlewatch.connectors.query.PlainParquet;
import dev.cradlewatch.connectors.query.QueriesPage.Question;
import dev.cradlewatch.connectors.query.WrongStatementException;
import dev.cradlewatch.jobs.local.FlinkSettings;
import dev.cradlewatch.jobs.local.LocalFlink;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.feedback.Feedback;
import dev.cradlewatch.operators.image.ImageFacts;
import dev.cradlewatch.operators.stream.Heard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** A month of a small fleet through the history's sinks, and the questions of docs/queries.md about it. */
public final class HistoryBench {
    private static final int MONITORS = 8;
    private static final int SUBTASKS = 2;
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 9;
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(30);
    private static final Duration AT_MOST = Duration.ofMinutes(30);

    private static final TypeInformation<ScoredWindow> SCORE = TypeInformation.of(ScoredWindow.class);
    private static final TypeInformation<Heard<DeviceEvent>> EVENT = TypeInformation.of(new TypeHint<>() {});
    private static final TypeInformation<Alert> ALERT = TypeInformation.of(Alert.class);
    private static final TypeInformation<Feedback> FEEDBACK = TypeInformation.of(Feedback.class);
    private static final TypeInformation<ImageFacts> IMAGE = TypeInformation.of(ImageFacts.class);

    /**
     * How long a question took in a session that stays open: the least of {@value #ROUNDS} rounds after some that warmed up.
     *
     * @param question what was asked
     * @param history  of the history; each time it looks for what was committed since
     * @param plain    of DuckDB over one Parquet file a table
     */
    public record Timing(Question question, Duration history, Duration plain) {

        public double ratio() {
            return (double) history.toNanos() / plain.toNanos();
        }
    }

    private final Path folder;
    private final MonthOfFacts facts;
    private final HistoryLocation location;

    /**
     * @param folder for the history and for what it is compared with
     * @param scores rows of cry_scores; the other tables get fewer
     */
    public HistoryBench(Path folder, long scores) throws IOException {
        this.folder = folder;
        facts = new MonthOfFacts(MONITORS, scores);
        location = HistoryLocation.createFolder(folder.resolve("history"));
    }

    /** Writes all facts; returns how long the scores took, from the job's start to its last commit. */
    public Duration write() throws IOException, InterruptedException {
        append("device_events", facts.events(), facts::event, EVENT, HistoryTables.DEVICE_EVENTS);
        append("alerts", facts.alertVersions(), facts::alert, ALERT, HistoryTables.ALERTS);
        append("feedback", facts.alerts(), facts::feedback, FEEDBACK, HistoryTables.FEEDBACK);
        append("images", facts.images(), facts::image, IMAGE, HistoryTables.IMAGES);
        return append("cry_scores", facts.scores(), facts::score, SCORE, HistoryTables.CRY_SCORES);
    }

    /** Merges the small files, as {@code cradlewatch history maintain} does; returns how long it took. */
    public Duration maintain() throws IOException {
        try (var catalog = HistoryCatalog.open(location)) {
            var begun = System.nanoTime();
            new HistoryMaintenance(catalog, MaintenancePolicy.defaults(), InstantSource.system()).run();
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    /** Asks every question. */
    public List<Timing> ask(List<Question> questions, Consumer<Question> progress)
            throws IOException, WrongStatementException {
        var timings = new ArrayList<Timing>();
        try (var plain = copy();
                var reader = new HistoryReader(location)) {
            for (var question : questions) {
                timings.add(timing(question, () -> ask(question, reader), () -> plain.ask(question.statement())));
                progress.accept(question);
            }
        }
        return timings;
    }

    private PlainParquet copy() throws IOException, WrongStatementException {
        try (var snapshot = HistorySnapshot.of(location, Optional.empty())) {
            return PlainParquet.copyOf(snapshot, folder.resolve("plain"), AT_MOST);
        }
    }

    private static void ask(Question question, HistoryReader reader) throws IOException, WrongStatementException {
        try (var snapshot = reader.snapshot(Optional.empty())) {
            new HistoryQuery(snapshot, AT_MOST).run(question.statement(), rows -> {
                while (rows.next()) {
                    rows.cells();
                }
            });
        }
    }

    private <T> Duration append(
            String name, long count, MapFunction<Long, T> fact, TypeInformation<T> type, HistoryTable<T> table)
            throws IOException, InterruptedException {
        var settings = new FlinkSettings(SUBTASKS, SUBTASKS, COMMIT_EVERY, folder.resolve("checkpoints"), false);
        try (var flink = LocalFlink.start(settings);
                var catalog = HistoryCatalog.open(location)) {
            var env = flink.environment();
            var facts = env.fromSequence(0, count - 1)
                    .uid("numbers")
                    .map(fact, type)
                    .uid("facts")
                    .name(name);
            new HistorySinks(catalog).append(facts, table);
            var begun = System.nanoTime();
            flink.submit(name, env).awaitFinished(AT_MOST);
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    private interface Run {
        void run() throws IOException, WrongStatementException;
    }

    /** Both take turns, so that what else the machine does meets both. */
    private static Timing timing(Question question, Run history, Run plain)
            throws IOException, WrongStatementException {
        var ofHistory = Long.MAX_VALUE;
        var ofPlain = Long.MAX_VALUE;
        for (var round = 0; round < WARM_UP + ROUNDS; round++) {
            var historyNanos = nanos(history);
            var plainNanos = nanos(plain);
            if (round >= WARM_UP) {
                ofHistory = Math.min(ofHistory, historyNanos);
                ofPlain = Math.min(ofPlain, plainNanos);
            }
        }
        return new Timing(question, Duration.ofNanos(ofHistory), Duration.ofNanos(ofPlain));
    }

    private static long nanos(Run run) throws IOException, WrongStatementException {
        var begun = System.nanoTime();
        run.run();
        return System.nanoTime() - begun;
    }
}
