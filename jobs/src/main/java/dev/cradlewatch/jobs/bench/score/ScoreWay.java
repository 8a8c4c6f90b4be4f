package dev.cradlewatch.jobs.bench.score;

import java.util.Locale;

/** Ways to score windows, in the order of their turns. */
enum ScoreWay {
    READY_FEATURES(1, "the ONNX session alone, always on the same features"),
    BARE_ONNX(1, "log-mel, context, ONNX, in a plain loop"),
    OPERATOR(1, "the same by the job's operators, in Flink"),
    OPERATOR_UNBATCHED(1, "the same, one window a run"),
    PLAIN_CONSUMER(
            LogWays.PARALLELISM,
            "poll, signature, decode, validate, log-mel, context, ONNX, produce, commit; no Flink"),
    JOB(LogWays.PARALLELISM, "the same by the whole alert job: order, repeats, posterior, alerts, checkpoints besides");

    private final int threads;
    private final String work;

    ScoreWay(int threads, String work) {
        this.threads = threads;
        this.work = work;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That score. */
    int threads() {
        return threads;
    }

    String work() {
        return work;
    }
}
