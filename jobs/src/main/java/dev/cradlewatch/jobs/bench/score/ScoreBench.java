package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.jobs.bench.Turns;
import dev.cradlewatch.jobs.bench.Turns.Way;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many windows a second the full model scores: alone, in the job's operators, in the whole job, and in a program without Flink. All
 * take turns in one process.
 */
public final class ScoreBench implements AutoCloseable {
    private final ScorePlan plan;
    private final CryAlertConfig config;
    private final TemporaryFolder folder;
    private final LogWays logWays;
    private final Turns<ScoreWay> turns;

    private ScoreBench(
            String model,
            CryAlertConfig config,
            BenchSound sound,
            ScorePlan plan,
            TemporaryFolder folder,
            LogWays log) {
        this.plan = plan;
        this.config = config;
        this.folder = folder;
        logWays = log;
        var modelWays = new ModelWays(model, config, sound, plan.windows(), folder.path());
        turns = new Turns<>(
                new EnumMap<ScoreWay, Way>(Map.of(
                        ScoreWay.READY_FEATURES, modelWays.readyFeatures(),
                        ScoreWay.BARE_ONNX, modelWays.loop(),
                        ScoreWay.OPERATOR, modelWays.operators(),
                        ScoreWay.OPERATOR_UNBATCHED, modelWays.unbatchedOperators(),
                        ScoreWay.PLAIN_CONSUMER, logWays.consumer(),
                        ScoreWay.JOB, logWays.job())),
                plan.warmUps(),
                plan.rounds());
    }

    /**
     * Starts broker and Flink, and fills the log.
     *
     * @param model  built-in model that the configuration's source opens, too
     * @param config of the job
     * @throws IOException if they do not start
     */
    public static ScoreBench start(String model, CryAlertConfig config, ScorePlan plan)
            throws IOException, InterruptedException {
        var sound = new BenchSound(plan.monitors());
        var folder = TemporaryFolder.create("cradlewatch-bench");
        try {
            return new ScoreBench(model, config, sound, plan, folder, LogWays.start(config, sound, plan));
        } catch (IOException | InterruptedException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** How often {@link #run} calls its step. */
    public int steps() {
        return plan.turns();
    }

    /**
     * Measures.
     *
     * @param step called after each turn
     * @throws IOException if a way did not score each window once
     */
    public ScoreReport run(Runnable step) throws IOException, InterruptedException {
        return new ScoreReport(plan, config.batch().maxWindows(), turns.take(step));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            logWays.close();
        } finally {
            folder.close();
        }
    }
}
