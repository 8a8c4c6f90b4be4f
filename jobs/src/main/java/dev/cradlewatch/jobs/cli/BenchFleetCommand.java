package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.bench.fleet.FleetBench;
import dev.cradlewatch.jobs.bench.fleet.FleetPlan;
import dev.cradlewatch.jobs.bench.fleet.FleetReport;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the process cluster stands a fleet. */
@Command(
        name = "fleet",
        mixinStandardHelpOptions = true,
        description = {
            "How long an alert takes, and whether backlog or memory grow, while many monitors stream in real time.",
            "Starts a process cluster in a temporary folder, plays simulated monitors to it, and stops it. Each monitor is a household's only one;",
            "its simulated gate lets through what the board's does on the test nights: an eighth of what is no cry, and all of a cry. Every second",
            "baby cries once, for 30 to 60 s. Monitors sign, beat every ten seconds, and begin at twenty different moments.",
            "The first latency is from the end of the second of sound that made the job sure to the broker's timestamp of the alert; the second from the",
            "beginning of the cry. Memory is live heap after a full collection, which each look at it forces, and what the process has resident.",
            "Ten minutes take twelve. Exit code 0 only if each window was scored, no alert came twice, and the backlog did not grow."
        })
final class BenchFleetCommand implements Callable<Integer> {
    private static final int MONITORS = 1_000;
    private static final int QUICK_MONITORS = 100;
    private static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Duration QUICK_LENGTH = Duration.ofMinutes(3);
    private static final int SAMPLES = 5;

    @Option(names = "--monitors", paramLabel = "N", description = "Monitors (default: 1000, quick: 100).")
    private Optional<Integer> monitors = Optional.empty();

    @Option(
            names = "--length",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long they stream, such as 10m (default: 10m, quick: 3m).")
    private Optional<Duration> length = Optional.empty();

    @Option(names = "--quick", description = "Fewer monitors for a shorter time: five minutes in all.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var plan = plan();
        var out = spec.commandLine().getOut();
        var report = measure(plan);
        out.print(report.text());
        if (json) {
            out.println(report.json());
        }
        out.flush();
        return report.isWhole() ? 0 : 1;
    }

    private FleetReport measure(FleetPlan plan) throws IOException, InterruptedException {
        var err = spec.commandLine().getErr();
        try (var folder = TemporaryFolder.create("cradlewatch-bench");
                var bench = FleetBench.start(plan, folder.path(), ClusterOptions.jars(), line -> {
                    err.println(line);
                    err.flush();
                });
                var bar = Progress.bar("streaming")
                        .setInitialMax(plan.length().toSeconds())
                        .build()) {
            return bench.run(bar::stepTo);
        }
    }

    private FleetPlan plan() {
        try {
            return new FleetPlan(
                    monitors.orElse(quick ? QUICK_MONITORS : MONITORS),
                    length.orElse(quick ? QUICK_LENGTH : LENGTH),
                    SAMPLES);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
