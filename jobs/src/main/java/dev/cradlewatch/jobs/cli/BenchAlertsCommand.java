package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.bench.alerts.AlertsBench;
import dev.cradlewatch.jobs.bench.alerts.AlertsPlan;
import dev.cradlewatch.jobs.bench.alerts.AlertsReport;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast scores become alerts, and sound does. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = {
            "How many scores a second become alerts, and how long an alert takes from the sound.",
            "First, scores of 1,000 monitors from memory: plain_loop has the filter and the alert logic over maps in a loop, operators the same in the",
            "job's keyed operators, with state, timers, checkpoints and a shuffle. In turns, medians of rounds, the middle three fifths of a turn.",
            "Then the whole job on an embedded Kafka broker, and monitors that stream in real time, each a household's only one: an eighth of what is",
            "no cry and all of a cry, as their gates would. Every second baby cries once, for 10 to 14 s. The first latency is from the end of the",
            "second of sound that made the job sure to the broker's timestamp of the alert; the second from the beginning of the cry. The sound is synthetic.",
            "Exit code 0 only if both ways told the same number of alerts, each window was scored, no alert came twice, and a cry was told."
        })
final class BenchAlertsCommand implements Callable<Integer> {
    private static final long SCORES = 2_000_000;
    private static final long QUICK_SCORES = 400_000;
    private static final int WARM_UPS = 1;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 2;
    private static final int MONITORS = 200;
    private static final int QUICK_MONITORS = 100;
    private static final int SECONDS = 120;
    private static final int QUICK_SECONDS = 36;

    @Option(
            names = "--monitors",
            paramLabel = "N",
            description = "Monitors that stream in real time (default: 200, quick: 100).")
    private Optional<Integer> monitors = Optional.empty();

    @Option(names = "--quick", description = "Fewer scores and monitors for a shorter time: a minute and a half.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var report = measure(bench());
        var out = spec.commandLine().getOut();
        out.print(report.text());
        if (json) {
            out.println(report.json());
        }
        out.flush();
        return report.fleet().isWhole() ? 0 : 1;
    }

    private static AlertsReport measure(AlertsBench bench) throws IOException, InterruptedException {
        try (var bar = Progress.bar("alerting").setInitialMax(bench.steps()).build()) {
            return bench.run(bar::step);
        }
    }

    private AlertsBench bench() throws IOException {
        try {
            var plan = new AlertsPlan(
                    quick ? QUICK_SCORES : SCORES,
                    WARM_UPS,
                    quick ? QUICK_ROUNDS : ROUNDS,
                    monitors.orElse(quick ? QUICK_MONITORS : MONITORS),
                    quick ? QUICK_SECONDS : SECONDS);
            return new AlertsBench(
                    plan, CryModelOptions.config(Timebase.STREAM), CryModelOptions.config(Timebase.WALL));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
