package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.bench.score.ScoreBench;
import dev.cradlewatch.jobs.bench.score.ScorePlan;
import dev.cradlewatch.jobs.bench.score.ScoreReport;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many windows a second are scored, and what the stream around the model costs. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "How many one-second windows a second the full model scores: alone, in the job's operators, in the whole job, and in a consumer",
            "program without Flink. All in one process, in turns, so that what else the machine does meets all; medians of rounds, of rates and of ratios.",
            "The sound is synthetic. Each way but ready_features computes each window's log-mel and runs the model once on four seconds of it.",
            "ready_features, bare_onnx: ONNX Runtime as it comes, in a plain loop. operator: the same work by the job's operators in a Flink job,",
            "in batches as the job makes them; operator_unbatched: one window a run. These have one thread.",
            "plain_consumer and job: from a backlog of signed windows in an embedded Kafka broker to a score of each in its log; two threads score.",
            "plain_consumer verifies, decodes, validates, scores in batches, produces and commits; job is the whole alert job with its checkpoints.",
            "A rate is that of the middle three fifths of a turn: starts and ends of jobs and programs are in none, nor is the first round.",
            "Exit code 0 only if each way scored each window once."
        })
final class BenchScoreCommand implements Callable<Integer> {

    private static final int WINDOWS = 3_200;
    private static final int QUICK_WINDOWS = 1_600;
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;

    @Option(names = "--windows", paramLabel = "N", description = "Windows of a turn (default: 3200, quick: 1600).")
    private Optional<Integer> windows = Optional.empty();

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that count (default: 5, quick: 3).")
    private Optional<Integer> rounds = Optional.empty();

    @Option(names = "--quick", description = "Fewer windows and rounds: a minute or two.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var report = measure(plan());
        var out = spec.commandLine().getOut();
        out.print(report.text());
        if (json) {
            out.println(report.json());
        }
        out.flush();
        return 0;
    }

    private static ScoreReport measure(ScorePlan plan) throws IOException, InterruptedException {
        var config = CryModelOptions.config(Timebase.STREAM).withoutOfflineAlerts();
        try (var bench = ScoreBench.start(CryModelOptions.CRY_FULL, config, plan);
                var bar = Progress.bar("scoring").setInitialMax(bench.steps()).build()) {
            return bench.run(bar::step);
        }
    }

    private ScorePlan plan() {
        try {
            return new ScorePlan(
                    windows.orElse(quick ? QUICK_WINDOWS : WINDOWS),
                    WARM_UPS,
                    rounds.orElse(quick ? QUICK_ROUNDS : ROUNDS));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
